"""A Chinese maker of rubber goods: the sample for the packs xbb_crm, service_handbook and key_accounts."""
