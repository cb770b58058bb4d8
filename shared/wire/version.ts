/**
 * First 16 hexadecimal digits of the SHA-256 of `describeWire()`. A test compares them, so that nobody changes the
 * wire by accident; client and server of two versions refuse each other and the screen says that it must reload.
 */
export const WIRE_VERSION = '081dc9b9ecbdbfa9';
