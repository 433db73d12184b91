using Hotline.Api;
using Hotline.Api.Accounts;
using Hotline.Api.Cases;
using Hotline.Api.Http;
using Hotline.Api.Meetings;
using Hotline.Api.Messaging;
using Hotline.Api.Notices;
using Hotline.Api.Praises;
using Hotline.Api.Scorecards;
using Hotline.Api.Themes;
using Hotline.Api.Ui;
using Hotline.Api.Ui.SignIn;
using Hotline.Api.Zone;
using Hotline.Composition;
using Hotline.Zone;

return await StartMistake.GuardAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddHotlineEngine(builder.Configuration);
    if (builder.Configuration.ReadHotlineOptions().RunsBackground)
    {
        // The in-memory bus has no other process that could do it.
        builder.Services.AddHotlineBackground(builder.Configuration);
    }

    // Added already where the background work runs, and then not a second time.
    builder.Services.AddHostedService<ZoneWatch>();
    builder.AddHotlineHttp();
    builder.AddHotlineSignIn();

    var app = builder.Build();
    app.UseHotlineHttp();
    app.MapHotlineUi();
    app.MapSignInPages();
    app.MapMe();
    app.MapAccounts();
    app.MapCases();
    app.MapDrafts();
    app.MapAttachments();
    app.MapIntake();
    app.MapDispatch();
    app.MapScorecards();
    app.MapPack();
    app.MapPraises();
    app.MapThemes();
    app.MapMeetings();
    app.MapInbox();
    app.MapPoison();
    app.MapZone();
    await app.RunHotlineAsync();
    return 0;
});
