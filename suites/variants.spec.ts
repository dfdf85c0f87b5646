import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Request variants: unusual requests are taken, broken ones refused', () => judgeArea('variants'));
