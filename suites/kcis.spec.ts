import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('KCIs: what the supplier volunteers about its orders', () => judgeArea('kcis'));
