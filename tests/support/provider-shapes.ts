import { providerSchema, type Provider } from '#server/accounts/oidc/provider';
import { CLIENT, type Known, type RunningProvider } from './oidc-provider.ts';

/** Of no organisation: all digits alike. */
export const SIRET = '00000000000000';

export const AGENT: Known = {
  sub: 'agent-1',
  acr: 'eidas1',
  email: 'agent@exemple.test',
  given_name: 'Prénom',
  usual_name: 'Nom',
  siret: SIRET,
};
export const CLINICIAN: Known = {
  sub: 'f:clinician:1',
  acr: 'eidas1',
  given_name: 'Prénom',
  family_name: 'Nom',
  SubjectOrganizationID: 'hopital-a-configurer',
  SubjectRole: ['10', '60'],
};

/** ProConnect-shaped: signed user information, `usual_name`, `siret`, its own words on its button. */
export function agentsShape({ issuer }: Pick<RunningProvider, 'issuer'>): Provider {
  return providerSchema.parse({
    id: 'agents',
    name: 'Compte agent',
    button: 'S’identifier avec Compte agent',
    about: 'https://agents.exemple.test/',
    issuer,
    clientId: CLIENT,
    clientSecretFile: '-',
    scopes: ['openid', 'email', 'given_name', 'usual_name', 'siret'],
    acrValues: ['eidas1', 'eidas2'],
    userinfo: 'signed',
    claims: { name: ['given_name', 'usual_name'], organisation: 'siret', login: 'email' },
    organisations: { [SIRET]: 'Organisme à configurer' },
    secondFactorWhen: { claim: 'acr', oneOf: ['eidas2'] },
    rules: [
      { when: [{ claim: 'siret', oneOf: [SIRET] }], grants: [{ role: 'mobile' }] },
      {
        when: [
          { claim: 'siret', oneOf: [SIRET] },
          { claim: 'email', oneOf: ['coordination@exemple.test'] },
        ],
        grants: [{ role: 'coordination' }],
      },
    ],
  });
}

/** Pro Santé Connect-shaped: a description of its own, an assurance level asked for, no address. */
export function cliniciansShape({
  issuer,
  discovery,
}: Pick<RunningProvider, 'issuer' | 'discovery'>): Provider {
  return providerSchema.parse({
    id: 'soignants',
    name: 'Carte de soignant',
    issuer,
    discovery,
    clientId: CLIENT,
    clientSecretFile: '-',
    scopes: ['openid', 'scope_all'],
    acrValues: ['eidas1'],
    userinfo: 'plain',
    claims: { name: ['given_name', 'family_name'], organisation: 'SubjectOrganizationID' },
    secondFactorWhen: { claim: 'acr', oneOf: ['eidas1'] },
    rules: [{ when: [{ claim: 'SubjectRole', oneOf: ['10'] }], grants: [{ role: 'hospital' }] }],
  });
}
