/** What physicians are away for, as a new association offers it; each changes its own list. */
export const DEFAULT_ABSENCE_REASONS = ['学会', '旅行', '病気・けが', '家庭の事情', 'その他'] as const
