/** What a physician does in an area; 訪問診療, 往診 and 看取り are three different things (domain.md §2C). */
export type PhysicianCapabilityTable = {
  physician_id: string
  area_id: string
  /** `homeVisit` 訪問診療, `houseCall` 往診, `endOfLifeCare` 看取り. */
  capability: string
}
