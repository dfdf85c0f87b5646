import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Cancellations: how an order is withdrawn', () => judgeArea('cancellations'));
