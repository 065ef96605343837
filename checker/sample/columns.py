"""The tables of a sample and their columns, in the order of the rows that the topics write."""

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "org_unit": "id name kind parent_id head_id time_zone province created_at closed_at",
        "territory": "id name unit_id province valid_from_on valid_until_on",
        "employee": "id name role department position unit_id territory_id sales_territory_ids manager_id hired_on"
        " left_on status",
        "absence": "id employee_id kind starts_on ends_on",
        "account": "id employee_id status created_at disabled_at last_login_at",
        "permission": "id account_id kind module data_scope action granted_at granted_by_id revoked_at",
        "data_access": "id account_id employee_id entity entity_id action accessed_at",
        "field_change": "id entity entity_id field old_value new_value operation effective_at changed_at changed_by_id",
        "client": "id code name status segment client_type owner_id owner_assigned_at unit_id territory_id province"
        " tax_id address phone email industry needs lead_source employee_count first_inquiry_at first_order_on"
        " created_at created_by_id updated_at closed_at",
        "contact_person": "id client_id name position phone email is_decision_maker created_at",
        "lead_list": "id name kind segment criteria created_at created_by_id work_started_at client_ids",
        "interaction": "id client_id contact_person_id employee_id inquiry_id invoice_id lead_list_id kind channel"
        " direction process_line scheduled_at started_at ended_at created_at status outcome interest_outcome"
        " interest_kind decision_outcome next_contact_on",
        "inquiry": "id kind client_id unit_id channel received_at recorded_at responsible_id content status"
        " is_nonstandard answered_at answer_kind delay_notified_at delay_reason expected_on interest_outcome"
        " price_checked_at availability_checked_at lead_time_checked_at",
        "quote": "id client_id lead_list_id segment product_group prepared_by_id template_id created_at sent_at",
        "invoice": "id number kind client_id inquiry_id quote_id issued_on issued_by_id owner_id amount currency"
        " sent_at status status_changed_at decline_reason reopened_at replaced_by_id",
        "payment": "id kind client_id invoice_id order_id unit_id amount currency method received_on recorded_at"
        " recorded_by_id",
        "sales_order": "id number kind client_id unit_id owner_id total_amount currency status created_at",
        "shipment": "id kind client_id order_id amount currency shipped_at",
        "task": "id kind basis client_id invoice_id lead_list_id basis_document_id source_report_id assignee_id"
        " assigned_by_id unit_id measurable_target period_start_on period_end_on created_at due_at done_at status",
        "approval": "id subject_type subject_id step approver_id approver_role decision requested_at requested_by_id"
        " decided_at",
        "survey": "id kind unit_id period_start_on period_end_on started_at completed_at author_id conducted_by_id"
        " target_employee_id method report_id",
        "survey_response": "id survey_id client_id sent_at answered_at is_valid rating",
        "report": "id kind topic author_id department unit_id survey_id recipient_id recipient_role period_start_on"
        " period_end_on filed_at status source_system figures",
        "document": "id kind number title version employee_id unit_id prepared_by_id approved_by_id approved_on"
        " issued_on effective_on expires_on filed_at status",
        "metric": "id name scope_type scope_id period_start_on period_end_on value plan_value unit currency numerator"
        " denominator set_on",
    }.items()
}

TRUTH_COLUMNS = ("clause", "subject_type", "subject_id", "window_at", "what", "expected")
