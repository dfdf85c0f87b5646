import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Modify and cease orders: changes and ends of live services', () => judgeArea('modify-and-cease'));
