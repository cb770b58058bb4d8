/**
 * Words that frequent passwords are made of, in French and English, and those of the field and of the product. Written
 * from general knowledge, not taken from a leak: `guessable.ts` combines them with years, walks and repeats, and an
 * operator adds a real list (breached-list.ts). Lower case, without accents.
 */
const WORDS = `
password passe passwd motdepasse mdp mot de secret admin administrateur administrator root user utilisateur login
compte account test demo guest invite welcome bienvenue bonjour bonsoir salut hello coucou changeme changezmoi
modifier default defaut access acces letmein iloveyou jetaime jtm love amour amor coeur heart princess princesse
sunshine soleil lune etoile star monkey dragon shadow master superman batman pokemon naruto starwars football foot
baseball basket rugby tennis hockey olympique marseille paris psg om lyon bordeaux lille nantes toulouse nice france
bretagne corsica corse doudou loulou nounou chouchou minou minette chaton cheval chien chat kitty chocolat caramel
vanille orange citron banane cerise fraise pomme raisin fleur rose violette jardin maison famille maman papa mamie
papi bebe cherie cheri ange angel diable devil liberte egalite fraternite republique musique guitare piano computer
ordinateur internet google facebook microsoft windows apple samsung iphone android linux server serveur system
summer winter spring autumn fall ete hiver printemps automne vacances noel christmas
monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
january february march april may june july august september october november december janvier fevrier mars avril mai
juin juillet aout septembre octobre novembre decembre
alexandre alexandra thomas nicolas julien camille marine pauline laura sarah sophie marie martin pierre paul jacques
jean michel michael daniel david andrea ashley jessica jennifer charlie robert jordan hunter anthony kevin maxime
antoine romain mathieu clement valentin benjamin lucas hugo louis leo emma lea manon chloe ines jules arthur
qwerty azerty qwertz abc abcd abcdef one two three four five un deux trois quatre cinq zero cent mille
the and you are this that mon ma mes ton ta tes son sa ses le la les un une des est suis moi toi nous vous et je tu my is
passerelle maraude maraudes maraudeur passage orientation plan crack outreach hopital hospital infirmier infirmiere
medecin docteur sante service services urgence urgences espace repos caarud csapa addictologie ratp metro station
samu social rue equipe coordination association ville mairie region ars aphp d2o lit lits accueil soins nord est sud ouest
`;

export const FREQUENT_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));
