import { expect, test } from 'vitest';
import { RETENTION, type DomainEvent } from '#shared/domain/aggregates';

const kindsOf = (retention: string) =>
  Object.entries(RETENTION)
    .filter(([, kept]) => kept === retention)
    .map(([kind]) => kind);

test('[PRV-50] a seal is kept thirteen months, and nothing else of the domain is', () => {
  expect(kindsOf('r13m')).toEqual(['SlotSealed']);
});

test('[PRV-50] the beds that exist are the only lasting facts', () => {
  expect(kindsOf('lasting')).toEqual(['BedInstalled', 'BedRemoved']);
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
    /^(Admission|Request|DepartedForWard|PersonAdmitted)/.test(kind),
  );
  expect(ofRequests).toHaveLength(11);
  expect(kindsOf('request')).toEqual(ofRequests);
});
