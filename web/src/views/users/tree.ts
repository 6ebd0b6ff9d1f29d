// Teams as a tree. A parent that is missing, or a circle, never hides a team: it is then shown at the top.
import type { Team } from '~/api/types';

export interface TeamNode {
  team: Team;
  depth: number;
}

export function teamTree(teams: readonly Team[]): TeamNode[] {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const children = new Map<string | null, Team[]>();
  for (const team of teams) {
    const parent = team.parent_id && byId.has(team.parent_id) ? team.parent_id : null;
    children.set(parent, [...(children.get(parent) ?? []), team]);
  }
  const nodes: TeamNode[] = [];
  const seen = new Set<string>();
  const walk = (parent: string | null, depth: number) => {
    for (const team of (children.get(parent) ?? []).sort((a, b) => a.name.localeCompare(b.name))) {
      if (seen.has(team.id)) continue;
      seen.add(team.id);
      nodes.push({ team, depth });
      walk(team.id, depth + 1);
    }
  };
  walk(null, 0);
  for (const team of teams) if (!seen.has(team.id)) nodes.push({ team, depth: 0 });
  return nodes;
}

/** Where a team may be moved: anywhere but under itself. */
export function possibleParents(teams: readonly Team[], id: string): Team[] {
  const under = new Set([id]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const team of teams) {
      if (team.parent_id && under.has(team.parent_id) && !under.has(team.id)) {
        under.add(team.id);
        grew = true;
      }
    }
  }
  return teams.filter((team) => !under.has(team.id));
}
