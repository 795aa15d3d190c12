//! The destinations that take group events, one entry each, by name. Adding one is adding an entry: the page of
//! destinations is rendered from these, and `tests/destinations` holds them against what RudderStack's code made of
//! events.

// Entries are written alike.
#![allow(clippy::needless_update)]

use super::knowledge::{
    Bools, Cast, Dots, Knowledge, KnownHazard, Need, Nested, Nothing, Own, Places, Reads, Rest,
    Rules, Treatment, UserTraits, What, When, Whose, always, entry, need, own, when,
};
use super::source::{ROUTER, Source, UNTRANSFORMED, WAREHOUSE};
use super::warehouse::Warehouse;

pub(crate) const ALL: &[Knowledge] = &[
    entry("Accoil Analytics", "ACCOIL_ANALYTICS")
        .source(ROUTER)
        .hazards(&[ANONYMOUS_IS_USER, ID_IS_USER]),
    entry("Airship", "AIRSHIP")
        .needs(&[need(What::AnyTrait)])
        .traits(Rules {
            own: &[
                own("name", "full_name").of_user().renamed().any_case(),
                own("phone", "mobile_phone").of_user().renamed().any_case(),
                own("createdAt", "account_creation").of_user().renamed(),
                own("address.city", "city").of_user().renamed().any_case(),
                own("address.country", "country").of_user().renamed().any_case(),
                own("address.state", "region").of_user().renamed().any_case(),
                own("address.postalCode", "zipcode").of_user().renamed().any_case(),
                own("firstName", "first_name").of_user().renamed(),
                own("lastName", "last_name").of_user().renamed(),
            ],
            rest: Rest::In("", ""),
            whose: Whose::User,
            objects: Nested::Split("_", Places::Brackets),
            arrays: Nested::Split("_", Places::Brackets),
            bools: Bools::Tags,
            dots: Dots::AllUnderscores,
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS,
            always(
                "it has no groups: every trait becomes an attribute of the user, or a tag of the user if it is a flag; the groupId is not sent",
            ),
            ANONYMOUS_IS_USER, ID_IS_USER,
        ]),
    entry("Amazon Kinesis", "KINESIS").within("message.traits."),
    entry("Amazon Kinesis Firehose", "FIREHOSE").within("message.traits."),
    entry("Amazon S3", "S3").source(UNTRANSFORMED),
    entry("Amplitude", "AM")
        .source(ROUTER)
        .settings("Group name trait and Group value trait name two traits")
        .needs(&[need(What::Other(
            "the two traits that its settings Group name trait and Group value trait name: the first a text, the second a text or a number",
        ))])
        .traits(Rules {
            own: &[
                own("platform", "platform").of_user(),
                own("os_name", "os_name").of_user(),
                own("os_version", "os_version").of_user(),
                own("device_brand", "device_brand").of_user(),
                own("device_model", "device_model").of_user(),
                own("device_manufacturer", "device_manufacturer").of_user(),
                own("event_id", "event_id").of_user(),
            ],
            rest: Rest::In("group_properties.", ""),
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS,
            always(
                "the groupId is not sent: the trait that Group value trait names is the id of the group there",
            ),
            always(
                "each event sets a property of the user too, which has the name of the group's type and the id of the group",
            ),
            when(
                When::Trait(&[
                    "city",
                    "country",
                    "region",
                    "address.city",
                    "address.country",
                ]),
                "`city`, `country` and `region`, or else address.city and address.country, become the user's location too",
            ),
            when(
                When::Trait(&[
                    "carrier",
                    "app_name",
                    "app_version",
                    "language",
                    "dma",
                    "location_lat",
                    "location_lng",
                    "device_id",
                ]),
                "what these say of the device, the app and the place becomes the user's too",
            ),
        ]),
    entry("Amplitude (without group settings)", "AM")
        .source(ROUTER)
        .settings("Group name trait and Group value trait are empty")
        .traits(Rules {
            own: &[
                own("city", "city").of_user(),
                own("address.city", "city").of_user(),
                own("country", "country").of_user(),
                own("address.country", "country").of_user(),
                own("region", "region").of_user(),
                own("platform", "platform").of_user(),
                own("os_name", "os_name").of_user(),
                own("os_version", "os_version").of_user(),
                own("device_brand", "device_brand").of_user(),
                own("device_model", "device_model").of_user(),
                own("device_manufacturer", "device_manufacturer").of_user(),
                own("event_id", "event_id").of_user(),
                own("carrier", "carrier").of_user(),
                own("app_name", "app_name").of_user(),
                own("app_version", "app_version").of_user(),
                own("language", "language").of_user(),
                own("dma", "dma").of_user(),
                own("location_lat", "location_lat").of_user(),
                own("location_lng", "location_lng").of_user(),
                own("device_id", "device_id").of_user(),
            ],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "no group comes about, and nothing says so: set Group name trait and Group value trait",
        )]),
    entry("Apache Kafka", "KAFKA").within("message.traits."),
    entry("Attribution", "ATTRIBUTION")
        .traits(Rules {
            rest: Rest::In("batch[0].traits.", ""),
            dropped: &["anonymousId"],
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS]),
    entry("AWS EventBridge", "EVENTBRIDGE").within("Detail.traits."),
    entry("AWS Lambda", "LAMBDA")
        .source(ROUTER)
        .within("payload.traits."),
    entry("Azure Blob Storage", "AZURE_BLOB").source(UNTRANSFORMED),
    entry("Azure Datalake", "AZURE_DATALAKE").columns(Warehouse::AzureDataLake),
    entry("Azure Event Hubs", "AZURE_EVENT_HUB").within("message.traits."),
    entry("Azure Synapse", "AZURE_SYNAPSE").columns(Warehouse::AzureSynapse),
    entry("BigQuery", "BQ").columns(Warehouse::BigQuery),
    // It shares the rules of BigQuery, and was only read.
    entry("BigQuery Stream (all events)", "BQSTREAM_ALL_EVENTS")
        .columns(Warehouse::BigQuery)
        .source(Source { run: None, ..WAREHOUSE }),
    entry("Blueshift", "BLUESHIFT")
        .traits(Rules {
            rest: Rest::In("", ""),
            whose: Whose::User,
            dots: Dots::Nest,
            ..Rules::WHOLE
        })
        .hazards(&[
            always(
                "every trait, the e-mail and the phone too, lands on an identify event of the user",
            ),
            ANONYMOUS_IS_USER, ID_IS_USER,
        ]),
    entry("Braze", "BRAZE")
        .source(ROUTER)
        .reads(Reads::Nothing {
            why: "it reads no traits: it sets the attribute `ab_rudder_group_{groupId}` of the user",
        }),
    entry("Braze (with subscription groups)", "BRAZE")
        .source(ROUTER)
        .settings("Enable subscription groups in group call is on")
        .needs(&[
            need(What::Value(
                "subscriptionState",
                &["subscribed", "unsubscribed"],
            ))
            .cure("send a trait `subscriptionState`, `subscribed` or `unsubscribed`"),
            need(What::AnyOf(&["email", "phone"])),
        ])
        .traits(Rules {
            own: &[
                own(
                    "subscriptionState",
                    "subscription_groups[0].subscription_state",
                ),
                own("phone", "subscription_groups[0].phones[0]")
                    .place("the contact")
                    .of_user()
                    .users_first(),
                own("email", "subscription_groups[0].emails[0]")
                    .place("the contact")
                    .of_user(),
            ],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[
            always("the groupId is the id of the subscription group"),
            when(
                When::All(&[When::Trait(&["email"]), When::Trait(&["phone"])]),
                "`phone` is read and `email` is not",
            ),
            when(
                When::All(&[When::NoTrait("phone"), When::UserTrait("phone")]),
                "the user's `phone` is read, and the group's `email` is not",
            ),
        ]),
    entry("ClickHouse", "CLICKHOUSE").columns(Warehouse::ClickHouse),
    entry("Confluent Cloud", "CONFLUENT_CLOUD").within("message.traits."),
    entry("Custify", "CUSTIFY")
        .source(ROUTER)
        .settings("Fall back to anonymousId if userId is not present is off")
        .needs(&[need(What::AnyUserIdOrUserTrait("email"))
            .cure("identify the user first, or give a userId")
            .writes_first()])
        .traits(Rules {
            own: &[
                own("name", "name"),
                own("industry", "industry"),
                own("size", "size").means("employees"),
                own("website", "website"),
                own("url", "website").stays(),
                own("plan", "plan"),
                own("monthly_revenue", "monthly_revenue"),
                own("monthlyRevenue", "monthly_revenue").stays(),
                own("mrr", "monthly_revenue").stays(),
                own("churned", "churned"),
            ],
            rest: Rest::In("custom_attributes.", ""),
            dropped: &["id", "company_id"],
            objects: Nested::Lost,
            arrays: Nested::Lost,
            nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[
            USER_ID_IS_USER,
            when(
                When::UserTrait("company.id"),
                "the user is put into the company of the user's `company.id`, whatever the groupId is",
            ),
            when(
                When::UserTrait("company.remove"),
                "the user is taken out of the company instead of being put into it",
            ),
            when(
                When::NoUserTrait("signedUpAt"),
                "each event sets the user's `signed_up_at` to its own time",
            ),
            when(
                When::All(&[
                    When::Trait(&[
                        "firstName",
                        "firstname",
                        "first_name",
                        "lastName",
                        "lastname",
                        "last_name",
                    ]),
                    When::NoUserTrait("name"),
                ]),
                "`firstName` and `lastName` of the group become the user's name too",
            ),
        ]),
    entry("Customer IO", "CUSTOMERIO")
        .source(ROUTER)
        .traits(Rules {
            own: &[
                own("objectTypeId", "identifiers.object_type_id")
                    .cast(Cast::Text)
                    .stays(),
                own("action", "action").cast(Cast::Command(&[
                    "identify",
                    "delete",
                    "add_relationships",
                    "delete_relationships",
                ])),
            ],
            rest: Rest::In("attributes.", ""),
            dropped: &["action"],
            ..Rules::WHOLE
        })
        .hazards(&[
            when(
                When::NoTrait("objectTypeId"),
                "the type of the object is `1`",
            ),
            when(
                When::Value("action", &["delete"]),
                "the object is deleted",
            ),
            when(
                When::Value("action", &["delete_relationships"]),
                "the user is taken out of the object",
            ),
            when(
                When::EmailAsUserId,
                "the userId is taken for the `email` of the person, and not for the `id`",
            ),
            when(
                When::All(&[
                    When::NoIdOfUser,
                    When::NoUserTrait("email"),
                    When::ExternalId,
                ]),
                "the id of the first `externalId` is taken for the `email` of the person, or for the `id` if it is no e-mail address",
            ),
            ID_IS_USER,
        ]),
    entry("Databricks (Delta Lake)", "DELTALAKE").columns(Warehouse::DeltaLake),
    entry("DigitalOcean Spaces", "DIGITAL_OCEAN_SPACES").source(UNTRANSFORMED),
    entry("Emarsys", "EMARSYS")
        .source(ROUTER)
        .settings("the custom identifier is mapped to `email`")
        .needs(&[need(What::TraitOrUsers("email"))])
        .traits(Rules {
            own: &[own("email", "external_ids[0]").of_user().else_users()],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "the user is put on the contact list of the groupId; no group comes about",
        ), always(
            "with another custom identifier, the trait that is mapped to it is read in place of `email`",
        )]),
    entry("Engage", "ENGAGE")
        .needs(&[
            need(What::Traits),
            need(What::ValueIfAny("operation", ADD_OR_REMOVE)),
            need(What::UserIdFor("operation", "remove")),
        ])
        .reads(Reads::NothingWithUserId {
            why: "it puts the user on the list of the groupId, and reads only `operation`: `add` or `remove`",
            without: Rules {
                own: &[
                    own("email", "email").of_user(),
                    own("phone", "number").of_user(),
                    own("firstName", "first_name").of_user(),
                    own("firstname", "first_name").of_user(),
                    own("first_name", "first_name").of_user(),
                    own("lastName", "last_name").of_user(),
                    own("lastname", "last_name").of_user(),
                    own("last_name", "last_name").of_user(),
                    own("operation", "the choice to add or remove"),
                ],
                rest: Rest::In("meta.", ""),
                dropped: &["subscriber_status"],
                whose: Whose::User,
                objects: Nested::Bare,
                nulls: Treatment::LeftOut,
                inner_nulls: Treatment::LeftOut,
                dots: Dots::Nest,
                ..Rules::WHOLE
            },
        })
        .hazards(&[USERS_FOR_GROUPS,
            when(
                When::NoUserTrait("subscriberStatus"),
                "each event sets the user to subscribed",
            ),
            when(
                When::Value("operation", &["remove"]),
                "the user is taken off the list",
            ),
            when(
                When::NoIdOfUser,
                "a new subscriber is made, whose data are the traits of the group",
            ),
            ID_IS_USER,
        ]),
    entry("Factors AI", "FACTORSAI"),
    entry("Freshmarketer", "FRESHMARKETER")
        .source(ROUTER)
        .settings("the trait `groupType` is `accounts`")
        .needs(&[
            need(What::Value("groupType", &["accounts", "marketing_lists"]))
                .cure("write `#[group(group_type = \"accounts\")]` on the struct"),
            NAME_OR_USERS,
            need(What::Numbers(&[
                "numberOfEmployees",
                "industryTypeId",
                "business_type_id",
                "businessTypeId",
                "territoryId",
                "parentSalesAccountId",
                "ownerId",
            ])),
        ])
        .reads(Reads::Choice {
            name: "groupType",
            value: "marketing_lists",
            needs: &[
                need(What::Email),
                need(What::AnyOf(&["listId", "listName"])).writes_first(),
            ],
            rules: Rules {
                own: &[
                    own("groupType", "the choice of accounts or marketing lists"),
                    own("email", "unique_identifier.emails").of_user(),
                    own("listId", "the list").place("the list"),
                    own("listName", "the list").place("the list"),
                ],
                rest: Rest::Lost,
                ..Rules::WHOLE
            },
            otherwise: FRESHWORKS,
        })
        .hazards(&[
            FRESHWORKS_EMAIL,
            EXTERNAL_ID,
            when(
                When::Value("groupType", &["marketing_lists"]),
                "the contact is put on the list that `listId` or `listName` names, no account is made, and nothing else is read",
            ),
            when(
                When::All(&[
                    When::Value("groupType", &["accounts"]),
                    When::NoTrait("createdAt"),
                    When::NoUserTrait("createdAt"),
                ]),
                EVENT_IS_CREATION,
            ),
        ]),
    entry("Freshsales", "FRESHSALES")
        .source(ROUTER)
        .needs(&[NAME_OR_USERS])
        .traits(Rules {
            own: FRESHSALES,
            ..FRESHWORKS
        })
        .hazards(&[
            FRESHWORKS_EMAIL,
            EXTERNAL_ID,
            when(
                When::All(&[When::NoTrait("createdAt"), When::NoUserTrait("createdAt")]),
                EVENT_IS_CREATION,
            ),
        ]),
    entry("Gainsight", "GAINSIGHT")
        .source(ROUTER)
        .needs(&[
            need(What::Trait("name")),
            need(What::UserTrait("email")).cure("identify the user with an `email` first"),
        ])
        .traits(Rules {
            own: &[
                own("name", "records[0].Name"),
                own("employees", "records[0].Employees").cast(Cast::Number),
                own("arr", "records[0].Arr"),
                own("billingAddress", "records[0].BillingAddress")
                    .cast(Cast::JsonText)
                    .means("address"),
                own("summary", "records[0].Summary").cast(Cast::JsonText),
                own("companyType", "records[0].CompanyType"),
                own("csm", "records[0].Csm"),
                own(
                    "customerLifetimeInMonths",
                    "records[0].CustomerlifetimeInMonths",
                )
                .cast(Cast::Number),
                own("industry", "records[0].Industry").cast(Cast::JsonText),
                own("lifecycleInWeeks", "records[0].LifecycleInWeeks").cast(Cast::Number),
                own("managedAs", "records[0].ManagedAs"),
                own("mrr", "records[0].Mrr"),
                own("originalContractDate", "records[0].OriginalContractDate"),
                own("parentCompany", "records[0].ParentCompany"),
                own("renewalDate", "records[0].RenewalDate"),
                own("stage", "records[0].Stage"),
                own("status", "records[0].Status"),
                own("tags", "records[0].Tags"),
                own("tickerSymbol", "records[0].TickerSymbol").cast(Cast::JsonText),
                own("users", "records[0].Users").cast(Cast::Number),
                own("sfdcAccountId", "records[0].SfdcAccountId"),
                own("industryNew", "records[0].IndustryNew"),
            ],
            rest: Rest::Listed {
                setting: "Map Rudder payload property to Custom Gainsight Field",
                field: "records[0].",
                only_text: false,
            },
            dropped: &[
                "CreatedDate",
                "CreatedBy",
                "Csat",
                "CurrentScore",
                "Gsid",
                "ModifiedBy",
                "ModifiedDate",
                "Nps",
                "ScorecardId",
                "Trend",
            ],
            nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "the groupId is not sent: the company is found by its name",
        )]),
    entry("Gainsight PX", "GAINSIGHT_PX")
        .source(ROUTER)
        .needs(&[
            need(What::NotEmpty("name")),
            need(What::Other("a user of this userId in Gainsight PX")),
        ])
        .traits(Rules {
            own: &[
                own("name", "name"),
                own("trackedSubscriptionId", "trackedSubscriptionId"),
                own("sfdcId", "sfdcId"),
                own("dunsNumber", "dunsNumber"),
                own("industry", "industry"),
                own("numberOfEmployees", "numberOfEmployees")
                    .cast(Cast::Number)
                    .means("employees"),
                own("sicCode", "sicCode"),
                own("website", "website"),
                own("naicsCode", "naicsCode"),
                own("plan", "plan"),
                own("numberOfUsers", "numberOfUsers").cast(Cast::Number),
                own("parentGroupId", "parentGroupId"),
                own("createDate", "createDate")
                    .cast(Cast::Millis)
                    .means("createdAt"),
                own("lastModifiedDate", "lastModifiedDate").cast(Cast::Millis),
                own("lastSeenDate", "lastSeenDate").cast(Cast::Millis),
                own("countryName", "location.countryName").means("address.country"),
                own("countryCode", "location.countryCode"),
                own("stateName", "location.stateName").means("address.state"),
                own("stateCode", "location.stateCode"),
                own("city", "location.city").means("address.city"),
                own("street", "location.street").means("address.street"),
                own("postalCode", "location.postalCode").means("address.postalCode"),
                own("continent", "location.continent"),
                own("regionName", "location.regionName"),
                own("timeZone", "location.timeZone"),
                own("latitude", "location.coordinates.latitude").cast(Cast::Float),
                own("longitude", "location.coordinates.longitude").cast(Cast::Float),
            ],
            rest: Rest::Listed {
                setting: "Map Rudder payload property to Custom Account Attribute",
                field: "customAttributes.",
                only_text: false,
            },
            ..Rules::WHOLE
        })
        .hazards(&[
            when(When::NoTrait("createDate"), EVENT_IS_CREATION),
            ANONYMOUS_IS_USER, ID_IS_USER,
        ]),
    entry("Google Analytics 4 (GA4)", "GA4")
        .settings("Client Type is gtag")
        .traits(GA4)
        .hazards(GA4_HAZARDS),
    entry("Google Analytics 4 (GA4) V2", "GA4_V2")
        .settings("Client Type is gtag")
        .traits(GA4)
        .hazards(GA4_HAZARDS),
    entry("Google Cloud Function", "GOOGLE_CLOUD_FUNCTION").source(ROUTER),
    entry("Google Cloud Pub/Sub", "GOOGLEPUBSUB")
        .settings("the event group is mapped to a topic").within("message.traits."),
    entry("Google Cloud Storage", "GCS").source(UNTRANSFORMED),
    entry("Google Cloud Storage Datalake", "GCS_DATALAKE").columns(Warehouse::GcsDataLake),
    entry("Google Sheets", "GOOGLESHEETS")
        .source(ROUTER)
        .traits(Rules {
            rest: Rest::Listed {
                setting: "Map Event to Google-Sheets",
                field: "column for traits.",
                only_text: false,
            },
            nulls: Treatment::LeftOut,
            users: UserTraits::InsteadOfFalsy,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "the user's trait of the same name is taken for one that is missing, null, false, 0 or empty; without it the cell stays empty",
        )]),
    entry("HTTP Webhook", "HTTP")
        .source(ROUTER)
        .settings("default mapping, JSON, POST")
        .traits(Rules {
            nulls: Treatment::LeftOut,
            inner_nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "with a mapping of one's own only what it names arrives",
        )]),
    entry("Intercom", "INTERCOM")
        .source(ROUTER)
        .settings("Intercom REST API Version 2")
        .needs(INTERCOM_NEEDS)
        .traits(Rules {
            own: &[
                own("name", "name").else_users().nothing(Nothing::Null),
                own("website", "website").else_users().nothing(Nothing::Null),
                own("plan", "plan").else_users().nothing(Nothing::Falsy),
                own("size", "size")
                    .cast(Cast::NumberButZero)
                    .means("employees")
                    .else_users(),
                own("industry", "industry").else_users().nothing(Nothing::Falsy),
                own("monthlySpend", "monthly_spend")
                    .cast(Cast::NumberButZero)
                    .else_users(),
                own("remoteCreatedAt", "remote_created_at")
                    .cast(Cast::NumberButZero)
                    .means("createdAt")
                    .else_users(),
                own("email", "the search for the contact").of_user(),
            ],
            dropped: INTERCOM_DROPPED,
            ..INTERCOM
        })
        .hazards(&[NO_SIZE, TAGS, EXTERNAL_ID, USER_ID_IS_USER]),
    entry("Intercom (API version 1)", "INTERCOM")
        .source(ROUTER)
        .settings("Intercom REST API Version 1")
        .needs(INTERCOM_NEEDS)
        .traits(Rules {
            own: &[
                own("name", "name").else_users().nothing(Nothing::Null),
                own("website", "website").else_users().nothing(Nothing::Null),
                own("plan", "plan").else_users().nothing(Nothing::Falsy),
                own("size", "size")
                    .cast(Cast::NumberButZero)
                    .means("employees")
                    .else_users(),
                own("industry", "industry").else_users().nothing(Nothing::Falsy),
                own("monthlySpend", "monthly_spend")
                    .cast(Cast::NumberButZero)
                    .else_users(),
                own("remoteCreatedAt", "remote_created_at")
                    .cast(Cast::NumberButZero)
                    .means("createdAt")
                    .else_users(),
            ],
            dropped: &["userId"],
            objects: Nested::Split(".", Places::Brackets),
            arrays: Nested::Split(".", Places::Brackets),
            ..INTERCOM
        })
        .hazards(&[USERS_FOR_GROUPS, NO_SIZE, TAGS]),
    entry("Intercom V2", "INTERCOM_V2")
        .source(ROUTER)
        .needs(&[
            need(What::Email)
                .cure("identify the user with an `email` first")
                .writes_first(),
            need(What::ListOrUsers("tags"))
                .cure("write a `Vec`")
                .writes_first(),
        ])
        .traits(Rules {
            own: &[
                own("name", "name").else_users(),
                own("website", "website").else_users(),
                own("plan", "plan").else_users(),
                own("size", "size")
                    .cast(Cast::Number)
                    .means("employees")
                    .else_users(),
                own("industry", "industry").else_users(),
                own("monthlySpend", "monthly_spend")
                    .cast(Cast::Number)
                    .else_users(),
                own("remoteCreatedAt", "remote_created_at")
                    .cast(Cast::Seconds)
                    .means("createdAt")
                    .else_users(),
                own("email", "the search for the contact").of_user(),
                own("tags", "the tags of the company").cast(Cast::List),
            ],
            dropped: INTERCOM_DROPPED,
            ..INTERCOM
        })
        .hazards(&[USERS_FOR_GROUPS,
            when(
                When::All(&[When::NoTrait("tags"), When::UserTrait("tags")]),
                USERS_TAGS,
            ),
            EXTERNAL_ID,
        ]),
    entry("JUNE", "JUNE")
        .traits(Rules {
            dropped: &["groupId"],
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS, ID_IS_USER]),
    entry("Klaviyo", "KLAVIYO")
        .source(ROUTER)
        .settings("API version v2")
        .needs(&[need(What::NotNull("subscribe")).cure("send a trait `subscribe: bool`")])
        .traits(Rules {
            own: &[
                own("subscribe", "the choice to subscribe").renamed(),
                own("consent", "the choice of channels").of_user(),
                own("email", "data.attributes.profiles.data[0].attributes.email").of_user(),
                own(
                    "phone",
                    "data.attributes.profiles.data[0].attributes.phone_number",
                )
                .of_user(),
            ],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS,
            LIST,
            EXTERNAL_ID,
            when(
                When::Falsy("subscribe"),
                "the e-mail and the phone of the group, or else those of the user, are unsubscribed from the list",
            ),
            TEXT_SUBSCRIBES,
            when(
                When::All(&[
                    When::Truthy("subscribe"),
                    When::Trait(&["consent", "properties.consent"]),
                ]),
                CONSENT,
            ),
        ]),
    entry("Klaviyo (API version v1)", "KLAVIYO")
        .source(ROUTER)
        .settings("API version v1")
        .needs(&[need(What::Truthy("subscribe")).cure("send a trait `subscribe: bool`, true")])
        .traits(Rules {
            own: &[
                own("subscribe", "the choice to subscribe"),
                own("email", "data.attributes.subscriptions[0].email").of_user(),
                own("phone", "data.attributes.subscriptions[0].phone_number").of_user(),
            ],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[
            LIST,
            EXTERNAL_ID,
            TEXT_SUBSCRIBES,
            when(When::Trait(&["properties.consent"]), CONSENT),
        ]),
    entry("Mautic", "MAUTIC")
        .needs(&[
            need(What::ValueIfAny("operation", ADD_OR_REMOVE)),
            need(What::Value("type", &["segments", "campaigns", "companies"]))
                .cure("send a trait `type`: `segments`, `campaigns` or `companies`"),
            need(What::Other(
                "a contact in Mautic that its lookup field finds by a trait of the group or the user",
            )),
        ])
        .reads(Reads::Nothing {
            why: "it adds the user to the segment, campaign or company of the groupId, and reads only `type` and `operation`",
        })
        .hazards(&[
            when(
                When::Value("operation", &["remove"]),
                "the user is taken out of the segment, campaign or company",
            ),
            when(
                When::Trait(&["email"]),
                "the `email` of the group is the first by which the user is looked up",
            ),
            EXTERNAL_ID,
        ]),
    entry("Microsoft SQL Server", "MSSQL").columns(Warehouse::SqlServer),
    entry("MinIO", "MINIO").source(UNTRANSFORMED),
    entry("Mixpanel", "MP")
        .source(ROUTER)
        .settings("Group Keys has groupId")
        .needs(&[need(What::Other("a setting Group Keys"))])
        .within("$set.")
        .hazards(&[
            always(
                "each event sets the user's property `groupId` to this group alone, in place of the groups of earlier events",
            ),always(
            "with another key than groupId in Group Keys, the trait of that name is the id of the group, and an event without it is refused",
        )]),
    entry("OneSignal", "ONE_SIGNAL")
        .source(ROUTER)
        .needs(&[need(What::AnyUserId)])
        .traits(Rules {
            rest: Rest::Listed {
                setting: "Allowed Property List",
                field: "tags.",
                only_text: true,
            },
            nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[
            always("it has no groups: the groupId and the listed texts become tags of the user"),
            ID_IS_USER,
        ]),
    entry("OneSignal (version V2)", "ONE_SIGNAL")
        .source(ROUTER)
        .settings("version V2")
        .needs(&[need(What::AnyUserId)])
        .reads(Reads::Nothing {
            why: "it reads no traits: the groupId becomes a tag of the user",
        })
        .hazards(&[ID_IS_USER]),
    entry("PersistIQ", "PERSISTIQ")
        .needs(&[
            need(What::Traits),
            need(What::ValueIfAny("operation", ADD_OR_REMOVE)),
            need(What::Other(
                "an externalId of the type persistIqLeadId in the context",
            )),
        ])
        .traits(Rules {
            own: &[own("mailbox_id", "mailbox_id").of_user()],
            rest: Rest::Lost,
            ..Rules::WHOLE
        })
        .hazards(&[always(
            "it adds the lead to the campaign of the groupId, or with the trait `operation`, `remove`, takes it out",
        )]),
    entry("Pipedream", "PIPEDREAM").settings("POST"),
    entry("Postgres", "POSTGRES").columns(Warehouse::Postgres),
    entry("PostHog", "POSTHOG")
        .settings("Use Updated Mapping for Group calls is on")
        .traits(Rules {
            own: &[own("groupType", "properties.$group_type")],
            rest: Rest::In("properties.$group_set.", ""),
            ..Rules::WHOLE
        })
        .hazards(&[
            when(
                When::NoTrait("groupType"),
                "the user is not linked with the group: write `#[group(group_type = \"company\")]`",
            ),
            ID_IS_USER,
        ]),
    entry("PostHog (without the updated mapping)", "POSTHOG")
        .settings("Use Updated Mapping for Group calls is off")
        .hazards(&[USERS_FOR_GROUPS,
            always(
                "the user is not linked with the group: turn on Use Updated Mapping for Group calls",
            ),
            ID_IS_USER,
        ]),
    entry("Redshift", "RS").columns(Warehouse::Redshift),
    entry("Refiner", "REFINER")
        .source(ROUTER)
        .needs(&[need(What::AnyUserIdOrEmail)])
        .traits(Rules {
            rest: Rest::In("account[", "]"),
            dropped: &["id"],
            objects: Nested::GoText,
            arrays: Nested::GoText,
            nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS,
            always("all values arrive as texts of a form"),
            EXTERNAL_ID,
            ID_IS_USER,
        ]),
    entry("S3 Datalake", "S3_DATALAKE").columns(Warehouse::S3DataLake),
    entry("Segment", "SEGMENT")
        .traits(Rules {
            rest: Rest::In("batch[0].traits.", ""),
            dropped: &["anonymousId"],
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS, always("the groupId is not sent"), ANONYMOUS_IS_USER, ID_IS_USER]),
    entry("Serenytics", "SERENYTICS")
        .settings("a storage URL for group events")
        .needs(&[need(What::Other(
            "a storage URL for group events in its settings",
        ))])
        .traits(Rules {
            rest: Rest::In("trait_", ""),
            users: UserTraits::Overwrite,
            dots: Dots::Nest,
            ..Rules::WHOLE
        })
        .hazards(&[when(
            When::AnyUserTrait,
            "the user's traits arrive as if they were the group's, and take the place of those of the same name",
        )]),
    entry("Snowflake", "SNOWFLAKE").columns(Warehouse::Snowflake),
    entry("Snowflake Streaming", "SNOWPIPE_STREAMING").columns(Warehouse::SnowflakeStreaming),
    entry("Split.io", "SPLITIO")
        .traits(Rules {
            own: &[own("trafficTypeName", "trafficTypeName").cast(Cast::Text)],
            rest: Rest::In("properties.", ""),
            dropped: &[
                "eventTypeId",
                "environmentName",
                "trafficTypeName",
                "key",
                "timestamp",
                "value",
                "revenue",
                "total",
            ],
            objects: Nested::Split(".", Places::Brackets),
            arrays: Nested::Split(".", Places::Brackets),
            empty_nested: Treatment::LeftOut,
            nulls: Treatment::LeftOut,
            inner_nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        })
        .hazards(&[
            always("it has no groups: the event is the user's, and the groupId is not sent"),
            ANONYMOUS_IS_USER, ID_IS_USER,
        ]),
    entry("Statsig", "STATSIG"),
    entry("Stormly", "STORMLY")
        .traits(Rules {
            dropped: &["groupId"],
            ..Rules::WHOLE
        })
        .hazards(&[USERS_FOR_GROUPS, ID_IS_USER]),
    entry("Survicate", "SURVICATE")
        .source(ROUTER)
        .needs(&[need(What::UserId)])
        .traits(Rules {
            rest: Rest::In("", ""),
            dropped: &[
                "user_id",
                "userId",
                "group_id",
                "groupId",
                "timestamp",
                "originalTimestamp",
                "message_id",
                "messageId",
                "event",
                "properties",
                "context",
            ],
            users: UserTraits::MixedIn,
            ..Rules::WHOLE
        })
        .hazards(&[when(
            When::AnyUserTrait,
            "the user's traits are mixed in as if they were the group's, except those whose name the group has too",
        )]),
    entry("user.com", "USER")
        .source(ROUTER)
        .needs(&[
            need(What::Trait("name")),
            need(What::Other("a user of this userId in user.com")),
        ])
        .traits(Rules {
            own: &[
                own("name", "name"),
                own("email", "email").else_users(),
                own("phone_numbers", "phone_numbers"),
                own("phone", "phone_numbers").else_users(),
                own("address", "address").cast(Cast::Joined).else_users(),
                own("address.city", "city").else_users(),
                own("country", "country").else_users(),
                own("region", "region").else_users(),
                own("postal_code", "postal_code").else_users(),
                own("zip", "postal_code").else_users(),
                own("zipcode", "postal_code").else_users(),
                own("zip_code", "postal_code").stays().else_users(),
                own("zipCode", "postal_code").stays().else_users(),
                own("postalcode", "postal_code").else_users(),
                own("postalCode", "postal_code").stays().else_users(),
                own("address.postalCode", "postal_code").else_users(),
                own("size", "size").means("employees"),
                own("tags", "tags"),
            ],
            rest: Rest::In("", ""),
            dropped: &[
                "id",
                "userId",
                "groupId",
                "groupname",
                "city",
                "region",
                "country",
                "description",
            ],
            ..Rules::WHOLE
        })
        .hazards(&[
            when(
                When::Trait(&["address"]),
                "the parts of the address become one text without anything between them",
            ),
            when(
                When::Trait(&["custom_id"]),
                "`custom_id` takes the place of the groupId as the id of the company",
            ),
            ANONYMOUS_IS_USER, ID_IS_USER,
        ]),
    entry("Userlist", "USERLIST")
        .needs(&[need(What::AnyUserId)])
        .hazards(&[ID_IS_USER]),
    entry("Userpilot", "USERPILOT")
        .traits(Rules {
            own: &[own("createdAt", "metadata.created_at").renamed()],
            rest: Rest::In("metadata.", ""),
            nulls: Treatment::LeftOut,
            ..Rules::WHOLE
        }),
    entry("Variance", "VARIANCE"),
    entry("Vitally", "VITALLY"),
    entry("Webhook", "WEBHOOK").settings("POST, PUT or PATCH"),
    entry("Webhook (with GET or DELETE)", "WEBHOOK")
        .settings("GET or DELETE")
        .reads(Reads::Nothing {
            why: "of a group event nothing is sent with GET or DELETE",
        }),
    entry("Zendesk", "ZENDESK")
        .source(ROUTER)
        .settings("group events without userId are sent")
        .needs(&[
            need(What::Traits),
            need(What::UserTraitWithUserId(&["email", "primaryEmail"]))
                .cure("identify the user with an `email` first")
                .writes_first(),
            need(What::Other(
                "a user of this `email` in Zendesk, or the trait `name` of the user, if there is a userId",
            ))
            .writes_first(),
        ])
        .traits(Rules {
            own: &[
                own("name", "organization.name"),
                own("domainNames", "organization.domain_names"),
                own("tags", "organization.tags"),
                own("url", "organization.url"),
                own("deleted", "organization.deleted"),
            ],
            rest: Rest::In("organization.organization_fields.", ""),
            dropped: &["groupId"],
            objects: Nested::Lost,
            arrays: Nested::Lost,
            nulls: Treatment::LeftOut,
            dots: Dots::Nest,
            ..Rules::WHOLE
        })
        .hazards(&[
            when(
                When::UserId,
                "once the organization is the user's first one, each further event updates it and then fails with `User is already associated with organization`",
            ),
            when(
                When::All(&[
                    When::UserId,
                    When::UserTrait("email"),
                    When::UserTrait("name"),
                ]),
                "a user who is unknown in Zendesk is created, with the user's `name` and `email`",
            ),
            when(
                When::All(&[
                    When::UserId,
                    When::UserTrait("email"),
                    When::NoUserTrait("name"),
                ]),
                "the event of a user who is unknown in Zendesk fails with `User not found` after the organization is written, because no user is created without a `name`",
            ),
            when(
                When::All(&[
                    When::UserId,
                    When::NoUserTrait("email"),
                    When::UserTrait("primaryEmail"),
                ]),
                "the event of a user who is unknown in Zendesk fails with `User not found` after the organization is written, because no user is created without a `name` and an `email`",
            ),
            when(
                When::OtherTrait,
                "each trait that is new in Zendesk creates an organization field there, for all organizations",
            ),
        ]),
];

/// Takes the whole event as it is.
const EXTERNAL_ID: KnownHazard = when(
    When::All(&[
        When::NoTrait("email"),
        When::NoUserTrait("email"),
        When::ExternalId,
    ]),
    "the id of the first `externalId` is taken for the e-mail",
);

const ID_IS_USER: KnownHazard = when(
    When::All(&[When::NoUserId, When::Trait(&["userId", "id"])]),
    "the trait `userId`, or else `id`, becomes the id of the user (`build()` refuses `id`)",
);

/// `traits` and `groupTraits` in `GenericFieldMapping.json` of rudder-transformer.
const USERS_FOR_GROUPS: KnownHazard = when(
    When::All(&[When::NoTraits, When::AnyUserTrait]),
    "the traits of the user are taken for those of the group",
);

const ANONYMOUS_IS_USER: KnownHazard = when(
    When::NoIdOfUser,
    "the anonymousId is sent as the id of the user",
);

const USER_ID_IS_USER: KnownHazard = when(
    When::All(&[When::NoUserId, When::Trait(&["userId"])]),
    "the trait `userId` becomes the id of the user",
);

const NAME_OR_USERS: Need = need(What::TraitOrUsers("name"));

const INTERCOM: Rules = Rules {
    rest: Rest::In("custom_attributes.", ""),
    objects: Nested::Split("_", Places::Brackets),
    arrays: Nested::Split("_", Places::Brackets),
    ..Rules::WHOLE
};

const USERS_TAGS: &str = "the user's `tags` become tags of the company";

const TAGS: KnownHazard = when(When::UserTrait("tags"), USERS_TAGS);

const INTERCOM_NEEDS: &[Need] = &[need(What::UsersList("tags"))
    .cure("write a `Vec`")
    .writes_first()];

const NO_SIZE: KnownHazard = when(
    When::All(&[When::NoTrait("size"), When::NoUserTrait("size")]),
    "null is sent as the size of the company",
);

const INTERCOM_DROPPED: &[&str] = &[
    "tags",
    "email",
    "userId",
    "segments",
    "userCount",
    "createdAt",
    "sessionCount",
];

const GA4_HAZARDS: &[KnownHazard] = &[
    always("the event is a `join_group` of the user, whose parameters are the traits of the group"),
    when(
        When::AnyUserTrait,
        "the user's traits become parameters and properties of the user too, and take the place of the group's of the same name",
    ),
    when(
        When::NoAnonymousId,
        "the client_id is the event's rudderId, a UUID made from the MD5 of `{userId}:`, and not the client_id of the user's browser: give an anonymousId \
         with `Identity::user(…).with_anonymous_id(…)`",
    ),
    always("an event that is older than 72 hours is refused"),
    ID_IS_USER,
];

const GA4: Rules = Rules {
    own: &[
        own("engagementTimeMsec", "params.engagement_time_msec").else_users(),
        own("engagement_time_msec", "params.engagement_time_msec").else_users(),
        own("sessionId", "params.session_id")
            .cast(Cast::Scalar)
            .else_users(),
        own("session_id", "params.session_id")
            .cast(Cast::Scalar)
            .else_users(),
        own("sessionNumber", "params.session_number")
            .stays()
            .else_users(),
        own("session_number", "params.session_number").else_users(),
    ],
    rest: Rest::In("params.", ""),
    dropped: &[
        "groupId",
        "products",
        "firebase_conversion",
        "user_properties",
        "engagementTimeMsec",
        "sessionId",
    ],
    dropped_prefixes: &["google_", "ga_", "firebase_"],
    objects: Nested::Split("_", Places::Keys),
    arrays: Nested::Split("_", Places::Keys),
    empty_texts: Treatment::LeftOut,
    empty_nested: Treatment::LeftOut,
    nulls: Treatment::LeftOut,
    inner_nulls: Treatment::LeftOut,
    users: UserTraits::Overwrite,
    dots: Dots::Underscores,
    ..Rules::WHOLE
};

const LIST: KnownHazard = always(
    "it has no groups: the groupId is a list, and the e-mail and the phone of the group are those of a person on it",
);

const CONSENT: &str = "`consent` of the group, or else the destination's setting, chooses the channels on which the person is recorded to have agreed to marketing: `email`, `sms` or both";

const TEXT_SUBSCRIBES: KnownHazard = when(
    When::Value("subscribe", &["false", "no", "off", "0"]),
    "the string in `subscribe` subscribes, as every string does that is not empty",
);

const ADD_OR_REMOVE: &[&str] = &["add", "remove"];

const FRESHWORKS_EMAIL: KnownHazard = when(
    When::Trait(&["email"]),
    "the `email` of the group is taken for that of the contact, who is made if there is none",
);

const EVENT_IS_CREATION: &str = "each event sets the account's creation date to its own time";

const FRESHWORKS_ADDRESS: Own = own("address", "sales_account.address");
const FRESHWORKS_REVENUE: Own = own("annualRevenue", "sales_account.annual_revenue");

/// What the products of Freshworks read for an account. They differ in two traits, and the
/// first is read by Freshmarketer only.
const fn freshworks(address: Own, revenue: Own) -> [Own; 32] {
    [
        own("groupType", "the choice of accounts or marketing lists"),
        own("email", "unique_identifier.emails").of_user(),
        own("name", "sales_account.name").else_users(),
        own("phone", "sales_account.phone").else_users(),
        address.else_users(),
        own("city", "sales_account.city").else_users(),
        own("address.city", "sales_account.city").else_users(),
        own("state", "sales_account.state").else_users(),
        own("address.state", "sales_account.state").else_users(),
        own("address.country", "sales_account.country").else_users(),
        own("country", "sales_account.country").else_users(),
        own("zip", "sales_account.zipcode").else_users(),
        own("zipcode", "sales_account.zipcode").else_users(),
        own("zip_code", "sales_account.zipcode").else_users(),
        own("zipCode", "sales_account.zipcode").else_users(),
        own("postalcode", "sales_account.zipcode").else_users(),
        own("postal_code", "sales_account.zipcode").else_users(),
        own("postalCode", "sales_account.zipcode").else_users(),
        own("address.postalCode", "sales_account.zipcode").else_users(),
        own("website", "sales_account.website").else_users(),
        own("createdAt", "sales_account.created_at").else_users(),
        own("numberOfEmployees", "sales_account.number_of_employees")
            .cast(Cast::Number)
            .means("employees")
            .else_users(),
        revenue.else_users(),
        own("industryTypeId", "sales_account.industry_type_id")
            .cast(Cast::Number)
            .else_users(),
        own("business_type_id", "sales_account.business_type_id")
            .cast(Cast::Number)
            .else_users(),
        own("businessTypeId", "sales_account.business_type_id")
            .cast(Cast::Number)
            .else_users(),
        own("territoryId", "sales_account.territory_id")
            .cast(Cast::Number)
            .else_users(),
        own(
            "parentSalesAccountId",
            "sales_account.parent_sales_account_id",
        )
        .cast(Cast::Number)
        .else_users(),
        own("ownerId", "sales_account.owner_id")
            .cast(Cast::Number)
            .else_users(),
        own("facebookUserName", "sales_account.facebook").else_users(),
        own("twitterUserName", "sales_account.twitter").else_users(),
        own("linkedinUserName", "sales_account.linkedin").else_users(),
    ]
}

/// What Freshmarketer reads for an account.
const FRESHWORKS: Rules = Rules {
    own: &freshworks(FRESHWORKS_ADDRESS, FRESHWORKS_REVENUE),
    rest: Rest::Lost,
    ..Rules::WHOLE
};

/// What Freshsales reads: no `groupType`, the address as text, and the revenue as a number.
const FRESHSALES: &[Own] = match &freshworks(
    FRESHWORKS_ADDRESS.cast(Cast::Joined),
    FRESHWORKS_REVENUE.cast(Cast::Float),
) {
    [_group_type, account @ ..] => account,
};
