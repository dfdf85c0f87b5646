import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Every operation: answered in time, with the documented statuses, headers and bodies', () => judgeArea('http'));
