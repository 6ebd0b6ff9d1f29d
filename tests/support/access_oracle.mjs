// Who may do what, from the rules as people read them (README of the access section, not the program): the other side of the matrix.
//
//   - An administrator sees and does everything; a viewer sees everything and changes nothing.
//   - A manager has what the people of his team and the teams below own; a coach sees that much and changes nothing.
//   - A seller has what he owns.
//   - Whoever is on an account's team tends all that belongs to the account. A share lets see, or see and change, until it runs out.
//   - What nobody owns is in the open pool: all see it, managers govern it, sellers claim it first.
//   - To hand over, to share, to delete an account or a deal is to govern it: its owner, his managers, administrators.
//   - A role that lacks the verb is refused before anything is looked at.
export const roles = ['admin', 'manager', 'seller', 'coach', 'viewer', 'nobody'];
export const places = ['own', 'team', 'other', 'shared_read', 'shared_write', 'expired', 'pool', 'account_team'];

const changers = new Set(['admin', 'manager', 'seller']);
const given = new Set(['shared_read', 'shared_write', 'account_team']);
const given_to_change = new Set(['shared_write', 'account_team']);

const owns = (role, place) => {
  if (role === 'admin' || role === 'viewer') return true;
  if (role === 'seller') return place === 'own';
  return place === 'own' || place === 'team'; // manager and coach: 'own' is the seller's of their team
};

export const may_change_anything = (role) => changers.has(role);
export const sees = (role, place) => role !== 'nobody' && (owns(role, place) || given.has(place) || place === 'pool');
export const governs = (role, place) =>
  changers.has(role) && (owns(role, place) || (place === 'pool' && role === 'manager'));
export const tends = (role, place) => governs(role, place) || (changers.has(role) && given_to_change.has(place));

// The status of a read, of a change, of a new record there. `needs` is tends or governs.
export function status_of_read(role, place) {
  if (role === 'nobody') return 401;
  return sees(role, place) ? 200 : 404;
}
export function status_of_change(role, place, needs, ok) {
  if (role === 'nobody') return 401;
  if (!changers.has(role)) return 403;
  if (!sees(role, place)) return 404;
  return needs(role, place) ? ok : 403;
}
// What is invisible is no value of a field.
export function status_of_create(role, place, needs) {
  const status = status_of_change(role, place, needs, 201);
  return status === 404 ? 422 : status;
}

// The fields that not everyone learns: stance for the account team, managers and administrators; costs for these without coaches.
export function learns_stance(role, place) {
  if (role === 'admin') return true;
  if (role === 'manager' || role === 'seller') return tends(role, place);
  return given_to_change.has(place);
}
export const learns_costs = (role, place) => role !== 'coach' && learns_stance(role, place);
