/** The characteristics by which an order names a line that is there already: fibre by its ONT and port, copper by its line. */
export const LINE_CHARACTERISTICS: readonly string[] = ['LINE_ID', 'ONT_REFERENCE', 'ONT_PORT'];

/** The characteristic that names a service, in an order that replaces one and in what is told of a new one. */
export const SERVICE_CHARACTERISTIC = 'SERVICE_ID';
