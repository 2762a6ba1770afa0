import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { Reason } from '../../server/http/refusal.ts'
import type { Instant } from '../../server/time/clock.ts'
import type { Interval } from '../../server/time/interval.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import type { AbsencesWording } from './absences-wording.ts'
import type { BoardWording } from './board-wording.ts'
import type { CallsWording } from './calls-wording.ts'
import type { CoverageWording } from './coverage-wording.ts'
import type { EditingWording } from './editing-wording.ts'
import type { ExchangesWording } from './exchanges-wording.ts'
import type { FairnessWording } from './fairness-wording.ts'
import type { FeedsWording } from './feeds-wording.ts'
import type { GroupsWording } from './groups-wording.ts'
import type { IdentityWording } from './identity-wording.ts'
import type { OfficeWording } from './office-wording.ts'
import type { PatientsWording } from './patients-wording.ts'
import type { PublishingWording } from './publishing-wording.ts'
import type { RepairWording } from './repair-wording.ts'
import type { SchemeWording } from './scheme-wording.ts'
import type { SearchWording } from './search-wording.ts'
import type { SheetsWording } from './sheets-wording.ts'
import type { StationsWording } from './stations-wording.ts'
import type { VersionsWording } from './versions-wording.ts'
import type { WishWording } from './wish-wording.ts'

/** Every word people read, once for each language. A key missing in one language does not compile. */
export type Wording = EditingWording &
  AbsencesWording &
  BoardWording &
  CallsWording &
  CoverageWording &
  ExchangesWording &
  IdentityWording &
  OfficeWording &
  SchemeWording &
  RepairWording &
  PatientsWording &
  PublishingWording &
  SearchWording &
  SheetsWording &
  VersionsWording &
  WishWording &
  StationsWording &
  FeedsWording &
  GroupsWording &
  FairnessWording & {
    problems: Record<Reason, string>
    /** `limits`: what a field must be, by its path with `*` for places in a list. */
    fields: { missing: string; invalid: string; limits: Readonly<Record<string, string>> }

    /** On every page. */
    app: Words<'name' | 'purpose' | 'skip' | 'loading' | 'back'> & { title(page: string): string }
    failure: Words<'connectionLost' | 'kept' | 'retry' | 'reload' | 'partMissed' | 'partMissedStays'> & {
      detail(detail: string): string
    }
    notFound: Words<'title' | 'text'>

    /** Days and times of Asia/Tokyo. */
    dates: {
      day(day: LocalDay): string
      /** Without its month. */
      shortDay(day: LocalDay): string
      month(day: LocalDay): string
      yearOfMonth(day: LocalDay): string
      fiscalYear(year: FiscalYear): string
      shortFiscalYear(year: FiscalYear): string
      /**
       * From when to when and how long, in phrases that no line should break; an end at midnight is written
       * 24:00 of the day it closes.
       */
      span(interval: Interval): readonly string[]
      /** The same in few words, for a list of one month. */
      shortSpan(interval: Interval): string
      hours(hours: number): string
      moment(instant: Instant): string
    }

    districts: Words<
      'title' | 'invented' | 'none' | 'signInFirst' | 'noSchemes' | 'thisYear' | 'notDrafted' | 'drafted'
    > &
      Words<'stations' | 'nightPhone' | 'hospitals' | 'phone'> &
      Words<'blocks' | 'block' | 'blockHospitals' | 'blockClinics' | 'blockStatus'> & {
        physicians(count: number): string
        published(number: number): string
        blockStates: Readonly<Record<string, string>>
        clinics(count: number): string
      }

    roster: Words<
      'otherYears' | 'version' | 'draft' | 'inForce' | 'draftNotValid' | 'draftWaiting' | 'showDraft'
    > &
      Words<'superseded' | 'none' | 'layout' | 'months' | 'year' | 'physicianFilter' | 'everyone' | 'print'> &
      Words<'goToMonth' | 'day' | 'hours' | 'open' | 'unknownPhysician' | 'call'> &
      Words<'tentative' | 'tentativeMeaning' | 'now' | 'next' | 'nobodyNow'> & {
        title(year: FiscalYear): string
        number(number: number): string
        currentNumber(number: number): string
        published(moment: string): string
        drafted(moment: string): string
        /** A version with the moment it dates from. */
        dated(version: string, moment: string): string
        showCurrent(number: number): string
        ownDuties(name: string, units: number, hours: number): string
        /** The names of posts; a scheme's own post is shown as it is written there. */
        posts: Readonly<Record<string, string>>
      }

    counts: Words<'title' | 'physician' | 'clinic' | 'units' | 'hours'> & {
      times(count: number): string
      range(least: number, most: number): string
    }

    findings: Words<'title' | 'nothing' | 'uncoveredMeaning'> & {
      open(count: number): string
      uncovered(count: number, hours: number): string
    }

    editing: Words<'title' | 'makeDraft' | 'makeAnew' | 'draftDone' | 'anewTitle' | 'anewText' | 'makeNext'> &
      Words<'publish' | 'confirmAnew' | 'cancel' | 'openFirst'>
  }

type Words<Key extends string> = Record<Key, string>
