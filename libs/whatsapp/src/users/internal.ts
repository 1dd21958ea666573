export { areSame, agree, completed } from './same-user.js';
export { FoundPerson } from './found-person.js';
export { Person } from './person.js';
export { UserDirectory, keyOf, type FactCollection, type SeenUser } from './user-directory.js';
export { UserDataSources, type UserDataSource } from './user-data.js';
export { readIds, type GivenIds } from './user-ids.js';
export { factName, kindOf, oneSpelling, phoneName, userNames } from './user-names.js';
