type Words<Key extends string> = Record<Key, string>

/** Groups of clinics that cover each other, and files for calendars. */
export type GroupsWording = {
  clinicGroups: Words<'title' | 'text' | 'none' | 'make' | 'change' | 'name' | 'nameHint' | 'clinics'> &
    Words<'choose' | 'save' | 'close' | 'remove' | 'removeText' | 'keep'> & {
      changeTitle(name: string): string
    }
  calendarFile: Words<'add'> & {
    /** What a reader hears: which duty it is. */
    addThis(day: string): string
  }
}
