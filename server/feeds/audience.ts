/** Who a calendar subscription is for. */
export type Audience = 'physician' | 'scheme'
