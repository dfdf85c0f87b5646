import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Unsolicited ceases: what the supplier ends of its own accord', () => judgeArea('unsolicited-cease'));
