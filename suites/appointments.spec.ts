import { test } from '@playwright/test';
import { judgeArea } from './judge-area.ts';

test('Appointments: the slots that are offered, and their reservation', () => judgeArea('appointments'));
