DROP TABLE document_template_contents;
DROP TABLE document_templates;
