/** What is known of the transmitting or base antenna, in m; `heff_m` is over the mean terrain 3 to 15 km away towards the receiver. */
export type BaseAntenna = {
  readonly d_km: number;
  readonly isSeaOnly: boolean;
  readonly heff_m: number | undefined;
  readonly ha_m: number | undefined;
  /** Over the mean terrain between 0.2·d and d; known where terrain data are, for paths below 15 km. */
  readonly hb_m: number | undefined;
};

/** Height h1 with which the curves are read (P.1546-6, Annex 5 § 3, equations 4–7), m; undefined where nothing determines it. */
export function baseHeight({ d_km, isSeaOnly, heff_m, ha_m, hb_m }: BaseAntenna): number | undefined {
  if (isSeaOnly) return heff_m === undefined ? undefined : Math.max(3, heff_m);
  if (d_km >= 15) return heff_m;
  if (hb_m !== undefined) return hb_m;
  if (ha_m === undefined || d_km <= 3) return ha_m ?? heff_m;
  return heff_m === undefined ? undefined : ha_m + ((heff_m - ha_m) * (d_km - 3)) / 12;
}
