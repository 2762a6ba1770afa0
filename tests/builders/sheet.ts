import type { Contact } from '../../server/directory/contact.ts'
import type { DutyLine } from '../../server/reports/duty-lines.ts'
import type { Setting } from '../../server/reports/setting.ts'
import type { Sheet } from '../../server/reports/sheet-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'

export const aContact = (given: Partial<Contact> = {}): Contact => ({
  id: 'p1',
  name: '青葉 一郎',
  clinicId: 'c1',
  clinic: '青葉内科医院',
  place: '浜町',
  phone: '0000-11-0001',
  nightPhone: '0000-19-0001',
  ...given,
})

/** A Sunday of 36 hours held by one physician. */
export function aLine(given: Partial<DutyLine> = {}): DutyLine {
  const day = given.day ?? '2026-04-05'
  return {
    unitId: `scheme/${day}/holiday`,
    day,
    label: '日曜日',
    tentative: false,
    start: instantOf(day, '00:00') - 12 * 3_600_000,
    end: instantOf(day, '24:00'),
    holders: [aContact()],
    ...given,
  }
}

/** Version 2 of fiscal 2026 of a scheme with one post, on 1 June. */
export const aSetting = (given: Partial<Setting> = {}): Setting => ({
  era: 'western',
  today: '2026-06-01',
  fiscalYear: 2026,
  invented: false,
  association: '見本みなと医師会',
  scheme: { name: 'みなと在宅Dr.ネット', shortName: 'みなとネット', posts: ['locum'] },
  versions: [{ fiscalYear: 2026, number: 2, publishedAt: instantOf('2026-02-20', '14:00'), changedAt: null }],
  ...given,
})

export const aSheet = (given: Partial<Sheet> = {}): Sheet => ({
  title: '見本',
  about: '見本の表',
  notes: [],
  columns: 1,
  blocks: [],
  source: '第1版',
  madeOn: '2026-06-01',
  made: '2026年6月1日 作成',
  fileName: '見本',
  ...given,
})
