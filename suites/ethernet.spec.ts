import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Ethernet orders: how they are accepted or refused, and what is told of them', () => judgeArea('ethernet'));
