//! Rules about a translation that give findings; one file per family.
