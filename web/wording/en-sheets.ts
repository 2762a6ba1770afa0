import type { SheetsWording } from './sheets-wording.ts'

export const enSheets: SheetsWording = {
  sheets: {
    title: 'Sheets to print',
    pageTitle: year => `Sheets to print, fiscal ${year}`,
    text: 'Made from the published rota for A4 paper, in Japanese. They stay readable after a FAX.',
    back: 'Back to the rota',
    kind: 'Sheet',
    month: 'Month',
    physician: 'Physician',
    clinic: 'Clinic',
    era: 'Years',
    none: 'No rota is published, so there is nothing to print.',
    openPdf: 'Open as PDF',
    print: 'Print this page',
    private: 'It has numbers to call at night: for those on duty only.',
    kinds: {
      year: 'The year on one poster',
      month: 'The rota of a month',
      own: "A physician's own duties",
      contacts: 'Night contacts, for stations and centres',
      family: 'House calls and nurses, for patients’ families',
    },
    eras: { western: 'Western (2026年)', reiwa: 'Japanese era (令和8年)' },
    monthOf: month => month,
    clinicOf: (clinic, physician) => `${clinic} (${physician})`,
  },
}
