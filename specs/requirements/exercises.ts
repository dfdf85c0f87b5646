/** What brings about the situations that many rules share, for a reader whose run did not. */

/** What it takes for a run to end a live service. */
export const TO_CEASE = 'to cease a service takes two or more under data.liveServices, since a single one is kept';

/** What it takes for an order to stay open until something is asked of it. */
export const TO_STAY_OPEN =
  'steer ORDER_IN_PROGRESS if your orders complete at once, and to have a cease kept open at all';

/** What brings about KCIs. */
export const ANY_ORDER = `Every KCI is looked at: let an order, a problem or a test be taken (${TO_CEASE}).`;

/** What brings about the end of an order. */
export const TO_THE_END = `An order that comes to its end within the time that pace.outcome allows (${TO_CEASE}).`;
