/** The characteristics by which an order names a line that is there already: fibre by its ONT and port, copper by its line. */
export const LINE_CHARACTERISTICS: readonly string[] = ['LINE_ID', 'ONT_REFERENCE', 'ONT_PORT'];

/** The characteristic that names a service, in an order that replaces one and in what is told of a new one. */
export const SERVICE_CHARACTERISTIC = 'SERVICE_ID';

/**
 * The names that service characteristics of orders have, as far as the published list (page
 * service-orders/servicecharacteristics) is visible and the official examples go.
 */
const NAMES: readonly string[] = [
  ...LINE_CHARACTERISTICS,
  SERVICE_CHARACTERISTIC,
  'AUTHENTICATION_AGENT',
  'CARE_LEVEL',
  'CONTRACT_TERM',
  'CTAG',
  'ECC_CHARGEBAND',
  'END_USER_TYPE',
  'ENNI_ID',
  'LINE_PROFILE',
  'MINIMUM_SPEED',
  'ONT_SERIAL_NUMBER',
  'REMOTE_ID',
  'RETAILER_ID',
  'SERVICE_VLAN_ID',
  'STATIC_IP_REQUESTED',
  'TRC_CHARGEBAND',
];

/** The beginning of a name of the list of which no more is visible. */
const CUT_OFF = 'DN_PORT_';

/** Whether a service characteristic of an order goes by a name that is known from the list or the examples. */
export function isKnownCharacteristic(name: string): boolean {
  return NAMES.includes(name) || name.startsWith(CUT_OFF);
}
