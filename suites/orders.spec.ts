import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Orders: how a service order is accepted or refused', () => judgeArea('orders'));
