"""The tables, one noun a file."""

from tenure.records.models.account_group import AccountGroup, GroupMembership
from tenure.records.models.billing_details import BillingDetails, BillingProfile
from tenure.records.models.billing_run import BillingRun, LeftOut, RunState
from tenure.records.models.book_import import BookImport, ImportState
from tenure.records.models.business import Business
from tenure.records.models.chain import GENESIS
from tenure.records.models.client import Client, ClientStanding, PaidBy
from tenure.records.models.client_user import ClientRole, ClientUser
from tenure.records.models.connection import Connection
from tenure.records.models.connection_invitation import ConnectionInvitation
from tenure.records.models.credit_terms import CreditTerms
from tenure.records.models.debt_warning import DebtWarning
from tenure.records.models.document import Document, DocumentState, Origin
from tenure.records.models.document_reading import Correction, DocumentReading
from tenure.records.models.doomed_file import DoomedFile
from tenure.records.models.draft import Draft
from tenure.records.models.erasure_certificate import ErasureCertificate
from tenure.records.models.firm import Firm
from tenure.records.models.import_row import ImportRow, RowResult, UndoResult
from tenure.records.models.incoming_mail import IncomingMail, MailAddress
from tenure.records.models.invitation import Invitation
from tenure.records.models.invoice import Invoice, InvoiceDraft
from tenure.records.models.invoice_line import InvoiceLine
from tenure.records.models.invoice_version import InvoiceVersion, Replaced
from tenure.records.models.letterhead import Letterhead
from tenure.records.models.location import Location
from tenure.records.models.log_entry import LogEntry
from tenure.records.models.member import Member
from tenure.records.models.number_series import NumberSeries
from tenure.records.models.outbox_mail import MailState, OutboxMail
from tenure.records.models.own_plan import OwnPlan
from tenure.records.models.owner_request import OfferOutcome, OwnerRequest
from tenure.records.models.payment import Allocation, Payment
from tenure.records.models.person import People, Person, Theme
from tenure.records.models.person_key import PersonKey
from tenure.records.models.plan_payment import PlanPayment, PlanPaymentState
from tenure.records.models.role import Role
from tenure.records.models.service import Service
from tenure.records.models.stop import Stop
from tenure.records.models.subscription import Subscription
from tenure.records.models.survey_answer import SurveyAnswer
from tenure.records.models.transition import Source, Transition
from tenure.records.models.visit import Visit
from tenure.records.models.wait import Wait

__all__ = [
    "GENESIS",
    "AccountGroup",
    "Allocation",
    "BillingDetails",
    "BillingProfile",
    "BillingRun",
    "BookImport",
    "Business",
    "Client",
    "ClientRole",
    "ClientStanding",
    "ClientUser",
    "Connection",
    "ConnectionInvitation",
    "Correction",
    "CreditTerms",
    "DebtWarning",
    "Document",
    "DocumentReading",
    "DocumentState",
    "DoomedFile",
    "Draft",
    "ErasureCertificate",
    "Firm",
    "GroupMembership",
    "ImportRow",
    "ImportState",
    "IncomingMail",
    "Invitation",
    "Invoice",
    "InvoiceDraft",
    "InvoiceLine",
    "InvoiceVersion",
    "LeftOut",
    "Letterhead",
    "Location",
    "LogEntry",
    "MailAddress",
    "MailState",
    "Member",
    "NumberSeries",
    "OfferOutcome",
    "Origin",
    "OutboxMail",
    "OwnPlan",
    "OwnerRequest",
    "PaidBy",
    "Payment",
    "People",
    "Person",
    "PersonKey",
    "PlanPayment",
    "PlanPaymentState",
    "Replaced",
    "Role",
    "RowResult",
    "RunState",
    "Service",
    "Source",
    "Stop",
    "Subscription",
    "SurveyAnswer",
    "Theme",
    "Transition",
    "UndoResult",
    "Visit",
    "Wait",
]
