import { DRAWINGS } from './style-drawings.ts';
import { COVER } from './style/cover.ts';
import { COVERAGE } from './style/coverage.ts';
import { FINDINGS } from './style/findings.ts';
import { MATRIX } from './style/matrix.ts';
import { ORDERS } from './style/orders.ts';
import { PAGE } from './style/page.ts';
import { PRINT } from './style/print.ts';

/** The look of the page: system fonts, light and dark, from a phone to A4. Paper comes last, and so has the last word. */
export const STYLE = [PAGE, COVER, FINDINGS, MATRIX, ORDERS, COVERAGE, DRAWINGS, PRINT].join('');
