//! Translation Memory eXchange (TMX 1.4b): model, reader, writer, validation and repair, streaming.
