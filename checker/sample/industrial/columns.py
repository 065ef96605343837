"""The tables of the industrial sample, their columns, and which of these say when something begins."""

COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(columns.split())
    for table, columns in {
        "org_unit": "id name kind parent_id head_id time_zone province created_at closed_at",
        "territory": "id name unit_id province valid_from_on",
        "employee": "id name role department position unit_id territory_id sales_territory_ids manager_id hired_on"
        " left_on status",
        "absence": "id employee_id kind starts_on ends_on",
        "account": "id employee_id client_id account_request_id status role_level created_at created_by_id"
        " initial_password_issued_at password_changed_at disabled_at deleted_at last_login_at",
        "account_request": "id kind employee_id full_name department position contact_info submitted_at"
        " submitted_by_id hr_decision hr_decided_at hr_decided_by_id admin_notified_at",
        "permission": "id account_id kind module data_scope action level granted_at granted_by_id revoked_at",
        "data_access": "id account_id employee_id entity entity_id action accessed_at access_level approval_id"
        " consent_document_id recipient_type device_id ip_address due_on returned_at",
        "field_change": "id entity entity_id field old_value new_value operation effective_at known_at changed_at"
        " changed_by_id",
        "client": "id code name status stage segment tier tier_since_on ka_type ka_type_reason is_key_account grade"
        " grade_set_on grade_set_by_id authority_level priority priority_set_at category client_type org_type"
        " business_nature owner_id owner_assigned_at service_owner_id unit_id territory_id province parent_id group_id"
        " buying_unit_id tax_id address phone email contact_channel industry industry_standing industry_competition"
        " competitive_position growth_potential needs purchase_intent competitor_info key_metrics lead_source"
        " info_source decision_maker_contact_id decision_traits purchase_process purchase_cycle_days current_suppliers"
        " main_products main_customers organisation_structure legal_representative qualifications financial_stability"
        " production_summary annual_volume annual_revenue_amount sales_target_amount employee_count business_trend"
        " credit_rating credit_limit_amount currency payment_method payment_term_days target_reason target_selected_at"
        " target_selected_by_id preferential_terms preferential_since_on file_class file_registered_at"
        " file_archived_at file_custodian_id first_inquiry_at first_order_on lost_on lost_reason info_verified_at"
        " created_at created_by_id updated_at closed_at profile",
        "contact_person": "id client_id name position department role phone email is_decision_maker created_at profile",
        "product": "id name product_group is_standard service_interval_days",
        "lead_list": "id name kind criteria created_at created_by_id supervisor_id prescreened_at work_started_at"
        " client_ids items",
        "interaction": "id client_id contact_person_id employee_id inquiry_id invoice_id opportunity_id order_id"
        " complaint_id contract_instalment_id visit_plan_id document_id kind channel direction purpose goal"
        " scheduled_at confirmed_at rescheduled_at started_at ended_at sent_at created_at outline_filed_at"
        " visit_kit_checked_at status outcome interest_outcome agreed_location location summary feedback needs"
        " problems problem_status solution solution_promised_on objections objection_cause objection_resolution topics"
        " findings gift_given gift_value_amount currency is_abnormal no_change_confirmed_at",
        "inquiry": "id kind client_id unit_id channel received_at recorded_at responsible_id content status"
        " answered_at answer_kind delay_notified_at delay_reason expected_on client_agreed_at due_at resolved_at"
        " on_the_spot interest_outcome price_checked_at first_employee_id first_unit_id handover_at handover_to"
        " handover_reason handover_count",
        "opportunity": "id name kind client_id owner_id unit_id product_id description needs stage status"
        " development_method method_set_at expected_close_on expected_amount currency competitor_info assessment"
        " assessed_at strategy action_plan next_action_on discovered_at created_at updated_at started_at blocked_at"
        " flagged_at flag_reason deal_requested_at satisfaction_confirmed_at executive_meeting_required plan_report_id"
        " won_at closed_at lost_reason",
        "quote": "id client_id opportunity_id segment product_group prepared_by_id template_id discount_pct created_at"
        " sent_at",
        "contract": "id kind client_id opportunity_id unit_id owner_id amount currency payment_method payment_terms"
        " has_confidentiality_clause signed_on valid_from_on valid_until_on delivery_due_on delivery_status_updated_at"
        " status created_at",
        "contract_item": "id contract_id product_id product_name quantity unit_price_amount amount currency",
        "contract_instalment": "id contract_id due_on amount currency",
        "sales_order": "id number kind source channel client_id buyer_unit_id unit_id client_name client_address"
        " contract_id opportunity_id owner_id prepared_by_id created_by_id supervisor_id total_amount currency"
        " payment_method credit_status status received_at created_at registered_at registered_by_id"
        " contract_checked_at contract_checked_by_id contract_match settlement_checked_at settlement_checked_by_id"
        " over_limit distributed_marketing_at distributed_finance_at distributed_production_at manufacturing_number"
        " production_from_on production_to_on production_started_at released_at requested_delivery_on due_on"
        " promised_delivery_on arrears_reported_at arrears_replied_at shortage_notice_at cancelled_at progress"
        " progress_updated_at delay_detected_at exception_kind exception_recorded_at corrective_action"
        " corrective_action_at usage_conditions_checked_at usage_problem usage_remedy delivered_at completed_at",
        "order_item": "id order_id product_id product_name spec lot_grade purpose quantity partial_quantity"
        " quantity_delivered unit_price_amount amount currency ship_on completion_on packing",
        "shipment": "id kind client_id order_id order_item_id quantity amount currency ready_at shipped_at waybill_no"
        " status_updated_at client_notified_at delivered_at accepted_at acceptance_result freight_amount",
        "invoice": "id number kind client_id contract_id order_id issued_on issued_by_id owner_id amount currency"
        " due_on sent_at mailed_at receipt_confirmed_at status status_changed_at",
        "payment": "id kind client_id invoice_id order_id unit_id amount currency method discount_charged_amount"
        " received_on recorded_at recorded_by_id reconciled_at ledger_entry_at",
        "complaint": "id kind severity client_id order_id reception_id content received_at created_at accepted_at"
        " intake_employee_id intake_department accepting_unit_id providing_unit_id responsible_unit_id department"
        " assignee_id assigned_at form_no form_filled_at forwarded_at form_received_at handling_due_at"
        " on_site_required on_site_at site_province investigation root_cause corrective_action"
        " corrective_action_due_on corrective_action_done_at resolution status resolved_at withdrawn_at"
        " result_confirmed_at client_feedback satisfaction effect_evaluated_at tracked_by_id claim_amount"
        " claim_assessed_at currency social_impact escalated_at litigation_at",
        "complaint_update": "id complaint_id kind recipient employee_id sent_at created_at note",
        "issue": "id kind author_id recipient_id responsible_employee_id subject_type subject_id detected_at"
        " notified_at filed_at responded_at due_on resolved_at root_cause",
        "return_visit": "id kind purpose channel client_id order_id complaint_id visit_plan_id employee_ids planned_on"
        " visited_at problems resolved_at satisfaction suggestions complaint_follow_up policies_presented future_needs",
        "visit_plan": "id kind unit_id client_id client_name client_level contact_person_id position department"
        " address contact_details line_number visitor_id role prepared_by_id prepared_at assigned_at period_start_on"
        " period_end_on planned_on due_on planned_frequency planned_count actual_count purpose target_effect reason"
        " appointment_confirmed status result_note remarks",
        "reception": "id client_id unit_id organiser_unit_id organiser_department responsible_id visitor_rank"
        " visitor_contact_ids purpose status notice_received_at notice_from_department info_collected_at"
        " info_reported_at info_reported_to plan_document_id plan_filed_at planned_arrival_at arrived_at ended_at"
        " cancelled_at cancelled_by welcome_mode welcome_place welcome_display_at welcomed_by_id pickup_employee_id"
        " farewell_escort_id lodging_needed lodging_booked_at lodging_place meal_place banquet_host_id facilities"
        " transport meeting_at meeting_room meeting_chair_id participant_employee_ids talk_points activities"
        " record_author_id record_filed_at record_verified_at record_verified_by_id archived_at",
        "event": "id kind client_id organiser_unit_id held_on invited_at invited_client_ids participant_client_ids"
        " participant_employee_ids gift_document_id",
        "campaign": "id kind unit_id audience_client_ids planned_on started_at sent_at ended_at effect_evaluated_at"
        " status",
        "training": "id kind audience topics held_on organiser_id organiser_unit_id trainer_kind plan_document_id"
        " participant_employee_ids participant_client_ids evaluation_score",
        "survey": "id kind unit_id period_start_on period_end_on starts_on ends_on started_at completed_at author_id"
        " conducted_by_id staff_ids target_group target_group_traits goals method topics plan_filed_at"
        " questionnaire_document_id report_id",
        "survey_response": "id survey_id training_id client_id sent_at answered_at is_valid rating quality_score"
        " price_score service_score remarks",
        "credit_check": "id client_id form_kind form_version performed_at performed_by_id result"
        " financial_management_score open_points settlement_arrears_amount currency repeat_of_id",
        "task": "id kind subject_type subject_id client_id invoice_id source_report_id assignee_id assigned_by_id"
        " unit_id created_at started_at due_at done_at status reviewed_at reviewed_by_id",
        "approval": "id subject_type subject_id step approver_id approver_role decision requested_at requested_by_id"
        " decided_at remarks",
        "expense_request": "id kind client_id reception_id requested_at requested_by_id purpose amount actual_amount"
        " currency status spent_at settled_at settled_by_id voucher_document_ids",
        "document": "id kind number title version client_id employee_id unit_id territory_id product_id subject_type"
        " subject_id source_document_id owner_department executing_department recipient_id prepared_by_id prepared_on"
        " reviewed_by_id reviewed_on approved_by_id approved_on custodian_id period_start_on period_end_on fiscal_year"
        " issued_on effective_on expires_on published_at submitted_at received_at filed_at updated_at"
        " secrecy_cleared_at access_level amount currency status fields",
        "report": "id kind topic category version author_id department unit_id client_id client_ids subject_type"
        " subject_id survey_id recipient_id recipient_role recipient_department organiser_id participant_employee_ids"
        " period_start_on period_end_on held_at filed_at reviewed_at reviewed_by_id reconciled_at status coverage"
        " reference_document_ids figures fields",
        "metric": "id name scope_type scope_id period_start_on period_end_on value plan_value unit currency numerator"
        " denominator set_on",
        "stock_point": "id unit_id product_id period_start_on reorder_point_qty set_on set_by_id"
        " prev_month_avg_daily_sales prior_year_avg_daily_sales transit_days stock_qty measured_at breached_at",
        "suggestion": "id author_id channel category body submitted_at box_opened_at assessed_at assessment_note"
        " review_extended_to_on reviewed_at decision announced_at author_notified_at published_at department"
        " assisting_department award_grade award_amount currency prize_item awarded_at implementing_departments"
        " implementation_order_issued_at implementation_planned_on implementation_notes plan_returned_at difficulty"
        " difficulty_reported_at difficulty_reported_to_id disputed dispute_decided_at dispute_decided_by_id"
        " expected_effect actual_effect effect_confirmed_at effect_confirmed_by_id implementation_award_amount"
        " bonus_amount bonus_reviewed_at bonus_paid_at",
        "backup": "id scope started_at completed_at status restore_tested_on",
    }.items()
}

# Moments that are plans or limits and may lie after the export.
AHEAD = frozenset({"scheduled_at", "due_at", "handling_due_at", "planned_arrival_at"})

# The column that says when a row comes into being; a row that would begin after the export is not in it.
BORN = {
    "account": "created_at",
    "account_request": "submitted_at",
    "permission": "granted_at",
    "data_access": "accessed_at",
    "field_change": "changed_at",
    "client": "created_at",
    "contact_person": "created_at",
    "lead_list": "created_at",
    "interaction": "created_at",
    "inquiry": "received_at",
    "opportunity": "created_at",
    "quote": "created_at",
    "contract": "created_at",
    "sales_order": "received_at",
    "shipment": "ready_at",
    "invoice": "issued_on",
    "payment": "received_on",
    "complaint": "received_at",
    "complaint_update": "sent_at",
    "issue": "detected_at",
    "return_visit": "visited_at",
    "visit_plan": "prepared_at",
    "reception": "notice_received_at",
    "event": "invited_at",
    "campaign": "started_at",
    "training": "held_on",
    "survey": "plan_filed_at",
    "survey_response": "sent_at",
    "credit_check": "performed_at",
    "task": "created_at",
    "approval": "decided_at",
    "expense_request": "requested_at",
    "document": "filed_at",
    "report": "filed_at",
    "metric": "set_on",
    "stock_point": "set_on",
    "suggestion": "submitted_at",
    "backup": "started_at",
}
