import type { GroupsWording } from './groups-wording.ts'

export const enGroups: GroupsWording = {
  clinicGroups: {
    title: 'Groups of clinics',
    text: 'Group clinics that cover each other, and there is a calendar of the duties of the group alone.',
    none: 'There is no group yet.',
    make: 'Add a group',
    change: 'Change',
    name: 'Name of the group',
    nameHint: 'It becomes the name of the calendar. Up to 40 characters.',
    clinics: 'Clinics',
    choose: 'Choose at least one clinic.',
    save: 'Save',
    close: 'Close',
    remove: 'Remove the group',
    removeText: 'Its calendar will not be shown any more. The rota stays as it is.',
    keep: 'Keep it',
    changeTitle: name => `Change “${name}”`,
  },
  calendarFile: {
    add: 'Add to calendar',
    addThis: day => `Add the duty of ${day} to a calendar`,
  },
}
