import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Amendments: how an order is changed', () => judgeArea('amendments'));
