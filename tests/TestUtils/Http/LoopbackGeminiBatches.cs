using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Http;

/// <summary>Implements Gemini's batch API: requests within the batch, a long-running operation, a list in pages.</summary>
/// <param name="answer">Returns the response to one request's body.</param>
public sealed class LoopbackGeminiBatches(Func<JsonNode, LoopbackResponse> answer)
{
    private const int MaxBytes = 20_000_000;

    private readonly Lock _lock = new();
    private readonly List<JsonObject> _batches = [];
    private readonly Dictionary<string, int> _polls = [];

    /// <summary>Number of polls before a batch has ended.</summary>
    public int PollsBeforeEnd { get; init; } = 1;

    /// <summary>Number of requests of a batch that get a response before it expires; null for all.</summary>
    public Func<int, int?> AnsweredOf { get; init; } = _ => null;

    /// <summary>Code and message of the error with which a batch fails as a whole; null if it does not.</summary>
    public Func<int, (int Code, string Message)?> FailureOf { get; init; } = _ => null;

    /// <summary>Returns a response in place of the API's, for faults; null for the API's.</summary>
    public Func<ChatCall, LoopbackResponse?> Before { get; init; } = _ => null;

    /// <summary>Batches of others in the list, before those of the test.</summary>
    public int OthersInList { get; init; }

    /// <summary>The <c>batch</c> objects as they were sent.</summary>
    public IReadOnlyList<JsonObject> Batches
    {
        get
        {
            lock (_lock)
                return [.. _batches];
        }
    }

    /// <summary>The requests of a batch.</summary>
    public IReadOnlyList<JsonNode> RequestsOf(int index) => [.. Batches[index]["inputConfig"]!["requests"]!["requests"]!.AsArray().Select(request => request!)];

    /// <summary>Starts a server.</summary>
    public Task<LoopbackChatServer> StartAsync() => LoopbackChatServer.StartAsync(call => Before(call) ?? Answer(call));

    private LoopbackResponse Answer(ChatCall call)
    {
        if (!call.Headers.ContainsKey("x-goog-api-key"))
            return LoopbackGemini.Error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity).");
        lock (_lock)
        {
            return (call.Method, call.Path.Split('/')) switch
            {
                ("POST", ["", "v1beta", "models", var name]) when name.EndsWith(":batchGenerateContent", StringComparison.Ordinal) => Create(call),
                ("GET", ["", "v1beta", "batches"]) => List(call.Query),
                ("GET", ["", "v1beta", "batches", var id]) when IndexOf(id) is { } index => Poll(index),
                _ => LoopbackGemini.Error(404, "NOT_FOUND", $"no {call.Method} {call.Path}"),
            };
        }
    }

    private LoopbackResponse Create(ChatCall call)
    {
        if (call.Body.Length > MaxBytes)
            return LoopbackGemini.Error(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20000000 bytes.");
        var batch = call.Json["batch"]!.AsObject();
        if ((string?)batch["displayName"] is not { Length: > 0 } || batch["inputConfig"]!["requests"]!["requests"]!.AsArray().Any(request => request!["request"]!["contents"] is null))
            return LoopbackGemini.Error(400, "INVALID_ARGUMENT", "batch");
        _batches.Add((JsonObject)batch.DeepClone());
        return Operation(_batches.Count - 1, "BATCH_STATE_PENDING");
    }

    private static int? IndexOf(string id) => id.StartsWith("own-", StringComparison.Ordinal) ? int.Parse(id[4..], System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>One batch per page, the newest last: the API promises no order.</summary>
    private LoopbackResponse List(string query)
    {
        var at = query.Split("pageToken=") is [_, var token] ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var page = new JsonObject();
        if (at < OthersInList)
            page["operations"] = new JsonArray(new JsonObject { ["name"] = $"batches/other-{at}", ["metadata"] = new JsonObject { ["displayName"] = "of another program", ["state"] = "BATCH_STATE_RUNNING" } });
        else if (at - OthersInList < _batches.Count)
            page["operations"] = new JsonArray(JsonNode.Parse(Operation(at - OthersInList, "BATCH_STATE_RUNNING").Body));
        if (at + 1 < OthersInList + _batches.Count)
            page["nextPageToken"] = $"{at + 1}";
        return new LoopbackResponse(200, page.ToJsonString());
    }

    private LoopbackResponse Poll(int index)
    {
        var id = $"own-{index}";
        _polls[id] = _polls.GetValueOrDefault(id) + 1;
        if (_polls[id] <= PollsBeforeEnd)
            return Operation(index, "BATCH_STATE_RUNNING");
        return Operation(index, FailureOf(index) is not null ? "BATCH_STATE_FAILED" : AnsweredOf(index) is null ? "BATCH_STATE_SUCCEEDED" : "BATCH_STATE_EXPIRED");
    }

    private LoopbackResponse Operation(int index, string state)
    {
        var batch = _batches[index];
        var metadata = new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch", ["model"] = "models/gemini-loop", ["displayName"] = (string)batch["displayName"]!,
            ["createTime"] = "2026-11-29T10:00:00.000000Z", ["state"] = state, ["name"] = $"batches/own-{index}",
        };
        var operation = new JsonObject { ["name"] = $"batches/own-{index}", ["metadata"] = metadata };
        if (state is "BATCH_STATE_PENDING" or "BATCH_STATE_RUNNING")
            return new LoopbackResponse(200, operation.ToJsonString());
        operation["done"] = true;
        if (FailureOf(index) is { } failure)
        {
            operation["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message };
            return new LoopbackResponse(200, operation.ToJsonString());
        }

        var requests = batch["inputConfig"]!["requests"]!["requests"]!.AsArray();
        var responses = new JsonArray([.. requests.Take(AnsweredOf(index) ?? requests.Count).Select(request => ResultOf(request!))]);
        metadata["output"] = new JsonObject { ["inlinedResponses"] = new JsonObject { ["inlinedResponses"] = responses } };
        operation["response"] = new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatchOutput", ["inlinedResponses"] = metadata["output"]!["inlinedResponses"]!.DeepClone(),
        };
        return new LoopbackResponse(200, operation.ToJsonString());
    }

    private JsonObject ResultOf(JsonNode request)
    {
        var reply = answer(request["request"]!);
        var result = new JsonObject { ["metadata"] = request["metadata"]!.DeepClone() };
        if (reply.Status == 200)
            result["response"] = JsonNode.Parse(reply.Body);
        else
            result["error"] = new JsonObject { ["code"] = reply.Status, ["message"] = (string?)JsonNode.Parse(reply.Body)!["error"]!["message"] };
        return result;
    }
}
