//! Document templates: Word documents with placeholders, kept by admins, that anybody who may change a deal makes documents of it from.
//!
//! What always holds: every placeholder of a template is one there is, and those of lines stand in rows of tables; its content is
//! kept apart from what is read with lists, and its hash tells in the history that it changed; a document holds what whoever made it
//! may see, at the time it was made, and is a file of the deal like any other from then on.

pub mod actions;
pub mod docx;
pub mod graphql;
pub mod load;
pub mod make;
pub mod model;
pub mod placeholders;
pub mod rules;
pub mod store;
