using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MuBench.Endpoints;
using MuBench.Functions.Events;
using MuBench.Functions.Triggers;
using MuBench.Functions.WebConsole;
using MuBench.Models.Http;
using MuBench.Pipeline;
using MuBench.Pipeline.Deleting;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Retaining;
using MuBench.Pipeline.Workers;
using MuBench.Secrets;
using MuBench.Storage.Blob;

namespace MuBench.Functions.Hosting;

/// <summary>Registers the services of the app.</summary>
internal static class MuBenchServices
{
    // Together with the time limit of an activity, an activity then stays under 10 minutes.
    private static readonly TimeSpan MaxCallDuration = TimeSpan.FromMinutes(5);

    /// <summary>Registers everything that the functions need, and checks the settings.</summary>
    /// <exception cref="UserException">A setting is missing or cannot be read.</exception>
    public static void AddMuBench(this FunctionsApplicationBuilder builder)
    {
        var settings = AppSettings.Read(builder.Configuration);
        var refused = new List<string>();
        var endpoints = EndpointPolicy.ForService(builder.Configuration[EndpointPolicy.Setting], refused.Add);
        builder.Services.AddPipeline(settings, ContextOf(builder.Configuration, settings, endpoints));
        builder.Services.AddHostedService(provider => new RefusedEndpoints(refused, provider.GetRequiredService<ILogger<RefusedEndpoints>>()));
        ChooseTrigger(builder.Services, settings);
        builder.Services.AddObservability(builder.Configuration);
    }

    /// <summary>Registers the pipeline with a context.</summary>
    public static void AddPipeline(this IServiceCollection services, AppSettings settings, PipelineContext context)
    {
        services.AddSingleton(settings);
        services.AddSingleton(context);
        services.AddSingleton(new RunWorker(context, settings.Worker));
        services.AddSingleton<RunStatusStore>();
        services.AddSingleton<RunIndex>();
        services.AddSingleton<RunDeletion>();
        services.AddSingleton<RunRetention>();
        services.AddSingleton(provider => RunEventSender.Create(settings.Events, provider.GetRequiredService<PipelineContext>()));
        services.AddSingleton<ManifestIntake>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<UploadIntake>();
        services.AddSingleton<MissedUploads>();
        services.AddSingleton(settings.Console);
        services.AddSingleton<ConsoleAccess>();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<ConsoleApi>();
        services.AddSingleton(context.Time);
        services.AddHostedService<HostWatch>();
    }

    private static PipelineContext ContextOf(ConfigurationManager configuration, AppSettings settings, EndpointPolicy endpoints)
    {
        var address = configuration.Text(StoreFactory.StoreVariable)
            ?? throw new UserException($"The setting {StoreFactory.StoreVariable} is missing: the address of the store, such as https://ACCOUNT.blob.core.windows.net/mubench, or UseDevelopmentStorage=true for Azurite.");
        var store = StoreFactory.Open(address, name => configuration[name]);
        var vault = settings.KeyVault is { } keyVault ? new VaultSecrets(keyVault) : null;
        var secrets = new SecretResolver(name => configuration[name], Settings.SecretPrefix, vault is null ? null : vault.TryGet);
        return new PipelineContext(store, secrets, endpoints, TimeProvider.System)
        {
            MaxCallDuration = MaxCallDuration,
            Responses = ResponseLimits.Of(configuration[ResponseLimits.Setting]),
        };
    }

    private static void ChooseTrigger(IServiceCollection services, AppSettings settings)
    {
        var all = services.Last(service => service.ServiceType == typeof(IFunctionMetadataProvider));
        services.Remove(all);
        services.AddSingleton<IFunctionMetadataProvider>(provider => new ChosenTrigger((IFunctionMetadataProvider)Make(all, provider), settings));
    }

    private static object Make(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
