"""What administration does, by one name: people, registers, the opening of campaigns."""

from workflows.domain.campaigns import CampaignSpec, OfficeSpec
from workflows.operations.opening import keep_organisation, open_campaign
from workflows.operations.people import add_person, appoint
from workflows.operations.registers import deploy_set, load_laws

__all__ = ["CampaignSpec", "OfficeSpec", "add_person", "appoint", "deploy_set", "keep_organisation", "load_laws", "open_campaign"]
