/** A part of an association's district (地区) by which physicians say where they go. */
export type AreaTable = {
  id: string
  association_id: string
  name: string
  position: number
}
