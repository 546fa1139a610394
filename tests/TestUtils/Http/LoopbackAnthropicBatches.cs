using System.Text;
using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements Anthropic's Message Batches API: requests in the batch, results as lines, no metadata.</summary>
/// <param name="answer">Returns the response to one request's parameters.</param>
public sealed class LoopbackAnthropicBatches(Func<JsonNode, LoopbackResponse> answer)
{
    private readonly Lock _lock = new();
    private readonly List<(JsonObject Batch, JsonArray Requests)> _batches = [];
    private readonly Dictionary<string, int> _polls = [];

    /// <summary>Number of polls before a batch has ended.</summary>
    public int PollsBeforeEnd { get; init; } = 1;

    /// <summary>Number of requests of a batch that get a response before it expires; null for all.</summary>
    public Func<int, int?> AnsweredOf { get; init; } = _ => null;

    /// <summary>Returns a response in place of the API's, for faults; null for the API's.</summary>
    public Func<ChatCall, LoopbackResponse?> Before { get; init; } = _ => null;

    /// <summary>Called after a batch is created, before the response is sent.</summary>
    public Func<ChatCall, Task> AfterCreation { get; init; } = _ => Task.CompletedTask;

    /// <summary>The requests of the batches so far.</summary>
    public IReadOnlyList<JsonArray> Batches
    {
        get
        {
            lock (_lock)
                return [.. _batches.Select(batch => batch.Requests)];
        }
    }

    /// <summary>Starts a server.</summary>
    public Task<LoopbackChatServer> StartAsync() => LoopbackChatServer.StartAsync(async call =>
    {
        if (Before(call) is { } fault)
            return fault;
        var reply = Answer(call);
        if (call.Method == "POST" && reply.Status == 200)
            await AfterCreation(call);
        return reply;
    });

    private LoopbackResponse Answer(ChatCall call)
    {
        if (!call.Headers.ContainsKey("anthropic-version") || (call.Authorization is null && !call.Headers.ContainsKey("x-api-key")))
            return LoopbackAnthropic.Error(401, "authentication_error", "x-api-key header is required");
        lock (_lock)
        {
            return (call.Method, call.Path.Split('/')) switch
            {
                ("POST", ["", "v1", "messages", "batches"]) => Create(call.Json["requests"]!.AsArray()),
                ("GET", ["", "v1", "messages", "batches"]) => new LoopbackResponse(200, new JsonObject
                {
                    ["data"] = new JsonArray([.. _batches.AsEnumerable().Reverse().Select(batch => batch.Batch.DeepClone())]), ["has_more"] = false,
                }.ToJsonString()),
                ("GET", ["", "v1", "messages", "batches", var id]) when Find(id) is { } index => Poll(index),
                ("GET", ["", "v1", "messages", "batches", var id, "results"]) when Find(id) is { } index && IsEnded(index) => new LoopbackResponse(200, ResultsOf(index), null, "application/x-jsonl"),
                _ => LoopbackAnthropic.Error(404, "not_found_error", $"no {call.Method} {call.Path}"),
            };
        }
    }

    private LoopbackResponse Create(JsonArray requests)
    {
        var ids = requests.Select(request => (string)request!["custom_id"]!).ToList();
        if (ids.Distinct().Count() != ids.Count || ids.Exists(id => id.Length is 0 or > 64 || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')))
            return LoopbackAnthropic.Error(400, "invalid_request_error", "custom_id");
        var batch = new JsonObject
        {
            ["id"] = $"msgbatch_{_batches.Count + 1}", ["type"] = "message_batch", ["processing_status"] = "in_progress",
            ["created_at"] = TimeProvider.System.GetUtcNow().ToString("O"), ["results_url"] = null, ["request_counts"] = Counts(requests.Count, 0, 0),
        };
        _batches.Add((batch, (JsonArray)requests.DeepClone()));
        return new LoopbackResponse(200, batch.ToJsonString());
    }

    private int? Find(string id) => _batches.FindIndex(batch => (string)batch.Batch["id"]! == id) is >= 0 and var index ? index : null;

    private bool IsEnded(int index) => (string)_batches[index].Batch["processing_status"]! == "ended";

    private LoopbackResponse Poll(int index)
    {
        var (batch, requests) = _batches[index];
        var id = (string)batch["id"]!;
        _polls[id] = _polls.GetValueOrDefault(id) + 1;
        if (_polls[id] > PollsBeforeEnd)
        {
            var answered = Math.Min(AnsweredOf(index) ?? requests.Count, requests.Count);
            batch["processing_status"] = "ended";
            batch["results_url"] = $"https://elsewhere.invalid/{id}/results";
            batch["request_counts"] = Counts(0, answered, requests.Count - answered);
        }

        return new LoopbackResponse(200, batch.ToJsonString());
    }

    /// <summary>The results in reverse order, because the API promises no order.</summary>
    private string ResultsOf(int index)
    {
        var requests = _batches[index].Requests;
        var answered = AnsweredOf(index) ?? requests.Count;
        var lines = new StringBuilder();
        for (var request = requests.Count - 1; request >= 0; request--)
        {
            var reply = request < answered ? answer(requests[request]!["params"]!) : null;
            var result = reply is null ? new JsonObject { ["type"] = "expired" }
                : reply.Status == 200 ? new JsonObject { ["type"] = "succeeded", ["message"] = JsonNode.Parse(reply.Body) }
                : new JsonObject { ["type"] = "errored", ["error"] = JsonNode.Parse(reply.Body) };
            lines.Append(new JsonObject { ["custom_id"] = (string)requests[request]!["custom_id"]!, ["result"] = result }.ToJsonString()).Append('\n');
        }

        return lines.ToString();
    }

    private static JsonObject Counts(int processing, int succeeded, int expired) => new()
    {
        ["processing"] = processing, ["succeeded"] = succeeded, ["errored"] = 0, ["canceled"] = 0, ["expired"] = expired,
    };
}
