//! Numbers in the notations of the four languages, compared by value.
