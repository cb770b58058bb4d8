import { expect, test } from 'vitest';
import { RETENTION, type DomainEvent } from '#shared/domain/aggregates';

const kindsOf = (retention: string) =>
  Object.entries(RETENTION)
    .filter(([, kept]) => kept === retention)
    .map(([kind]) => kind);

test('[PRV-50] a seal and a report in figures are kept thirteen months, and nothing else of the domain is', () => {
  expect(kindsOf('r13m')).toEqual(['SlotSealed', 'DaySheetFiled', 'TourReportFiled']);
});

test('[PRV-50] the beds that exist and the territory’s settings are the only lasting facts', () => {
  expect(kindsOf('lasting')).toEqual([
    'BedInstalled',
    'BedRemoved',
    'SettingChanged',
    'SettingUndone',
    'SettingsTookEffect',
  ]);
});

test('[PRV-50] what was said of a pass, of people inside or of a stay is gone after 72 h', () => {
  const shortLived: DomainEvent['type'][] = [
    'PassDeclared',
    'PassWithdrawn',
    'RestSpaceEntered',
    'BedOccupied',
  ];
  for (const kind of shortLived) expect(RETENTION[kind]).toBe('r72h');
});

test('[PRV-50] every fact of a request lives as long as its request', () => {
  const ofRequests = Object.keys(RETENTION).filter((kind) =>
    /^(Admission|Request|Delay|Destination|DepartedForWard|PersonAdmitted)/.test(kind),
  );
  expect(ofRequests).toHaveLength(15);
  expect(kindsOf('request')).toEqual(expect.arrayContaining(ofRequests));
});

test('[PRV-50, PRV-61] every fact of a placement lives as long as its placement', () => {
  const ofPlacements = Object.keys(RETENTION).filter((kind) =>
    /^(Placement|Residence(Asked|Accepted|Declined))/.test(kind),
  );
  expect(ofPlacements).toHaveLength(6);
  expect(kindsOf('request')).toEqual(expect.arrayContaining(ofPlacements));
});

test('[PRV-50] what units, hospital teams, lines and residences say is gone after 72 h', () => {
  const reports = Object.keys(RETENTION).filter((kind) =>
    /^(Unit|HospitalTeam|JointOuting|Housing|Residences)/.test(kind),
  );
  expect(reports).toHaveLength(15);
  expect(kindsOf('r72h')).toEqual(expect.arrayContaining(reports));
});

test('[PRV-37, PRV-50] missions and tours, which have a team, live 24 h after their end, and nothing else does', () => {
  const ofTeams = Object.keys(RETENTION).filter((kind) => /^(Mission|Maraude)/.test(kind));
  expect(ofTeams).toHaveLength(9);
  expect(kindsOf('mission')).toEqual(ofTeams);
});

test('[PRV-38, PRV-50] what is said of a report, an alert, an alarm or a due pass is gone after 72 h', () => {
  const said = Object.keys(RETENTION).filter((kind) =>
    /^(Report[A-Z]|Filing|Alert|Alarm|DutyMarked)/.test(kind),
  );
  expect(said.length).toBeGreaterThan(15);
  for (const kind of said) {
    // The steps of an admission request are named so too: they live as long as it does.
    if (!kindsOf('request').includes(kind)) expect(kindsOf('r72h')).toContain(kind);
  }
});
