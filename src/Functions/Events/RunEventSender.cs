using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Identity;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Workers;
using MuBench.Reports;
using MuBench.Storage;

namespace MuBench.Functions.Events;

/// <summary>
/// Sends the end of a run as a CloudEvent: to a webhook, signed as <see href="https://www.standardwebhooks.com">Standard Webhooks</see>
/// defines it, or to an Event Grid topic.
/// </summary>
public sealed class RunEventSender : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly PipelineContext _context;
    private readonly EventSettings? _settings;
    private readonly RunStatusStore _statuses;
    private readonly HttpClient _http;
    private readonly EventGridPublisherClient? _topic;

    internal RunEventSender(PipelineContext context, EventSettings? settings, EventGridPublisherClient? topic)
    {
        (_context, _settings, _topic) = (context, settings, topic);
        _statuses = new RunStatusStore(context);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
    }

    /// <summary>Whether a target is set.</summary>
    public bool IsOn => _settings is not null;

    /// <summary>Creates a sender; without settings, one that sends nothing.</summary>
    public static RunEventSender Create(EventSettings? settings, PipelineContext context) =>
        new(context, settings, settings?.Topic is { } topic ? new EventGridPublisherClient(topic, new DefaultAzureCredential()) : null);

    /// <summary>
    /// Sends the end of an attempt, unless no target is set or a later attempt has begun. A second call sends the same event with the
    /// same id.
    /// </summary>
    /// <returns>Why the event could not be sent; null if it was, or if there is nothing to send.</returns>
    public async Task<string?> TrySendAsync(RunRequest run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            if (_settings is null || await ComposeAsync(run, cancellationToken) is not { } ended)
                return null;
            if (_settings.Webhook is { } webhook)
                return await PostAsync(webhook, ended, cancellationToken);
            var data = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(ended.Data, EventJsonContext.Default.RunEnded));
            await _topic!.SendEventAsync(
                new CloudEvent(ended.Source, ended.Type, data, ended.DataContentType, CloudEventDataFormat.Json) { Id = ended.Id, Subject = ended.Subject, Time = ended.Time }, cancellationToken);
            return null;
        }
        catch (Exception fault) when (fault is HttpRequestException or RequestFailedException or AuthenticationFailedException or StoreException
            || (fault is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return fault.Message.Split('\n')[0].Trim();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The value of the signature header: HMAC-SHA256 over id, time and body.</summary>
    internal static string Sign(ReadOnlySpan<byte> secret, string id, string timestamp, ReadOnlySpan<byte> body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]));

    private async Task<RunEndedEnvelope?> ComposeAsync(RunRequest run, CancellationToken cancellationToken)
    {
        var attempt = await _statuses.TryReadAttemptAsync(run.RunId, cancellationToken);
        if (attempt is null || attempt.Attempt != run.Attempt || !RunStates.IsTerminal(attempt.State))
            return null;
        var status = await _statuses.TryReadAsync(run.RunId, cancellationToken);
        var report = StoreLayout.RunReport(run.RunId, ReportFiles.Html);
        var hasReport = RunStates.HasReport(attempt.State) && await _context.Store.TryStatAsync(report, cancellationToken) is not null;
        var models = (status?.Models ?? []).Select(model => new EndedModel(model.Id, model.State, model.Questions, model.Done, model.Failed, model.StopReason));
        return new RunEndedEnvelope
        {
            Id = "run_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{run.RunId}/{run.Attempt}/{attempt.State}")).AsSpan(0, 16)),
            Subject = StoreLayout.Run(run.RunId).Value,
            Time = attempt.At,
            Data = new RunEnded(run.RunId, attempt.State, attempt.Error, status?.Dataset, status?.Usd, attempt.Alarms, [.. models], hasReport ? report.Value : null),
        };
    }

    private async Task<string?> PostAsync(Uri webhook, RunEndedEnvelope ended, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ended, EventJsonContext.Default.RunEndedEnvelope);
        var timestamp = _context.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("webhook-id", ended.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(_settings!.Secret!.Value.Span, ended.Id, timestamp, body));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? null : $"The webhook answered {(int)response.StatusCode}.";
    }
}
