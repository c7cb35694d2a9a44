package talk

// features are all that the conversation can do, in the order of menu and help.
var features = []*Feature{
	&featureStart, &featureSign, &featureClaim, &featureThese, &featureMine, &featureWhich, &featureTask, &featureEvidence, &featureHeld,
	&featureStatus, &featurePicture, &featureLedger, &featureCalendar, &featureBrief, &featureUrge,
	&featurePeople, &featureInvite, &featureGuests, &featureBind,
	&featureTasks, &featureFilled, &featureImport, &featureReview, &featureMissed, &featureFAQ, &featureAlias,
	&featureHours, &featureRules, &featureClock, &featurePlan, &featureVersions,
	&featureSearch, &featureQuestion, &featureHelp, &featureLeave, &featureEnglish, &featureChinese, &featureCancel, &featureUndo, &featurePages,
}
