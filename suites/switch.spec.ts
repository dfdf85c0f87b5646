import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Switch orders: START, TAKEOVER, TRANSFER and SWAP of existing lines', () => judgeArea('switch'));
