using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MuBench.Hub.Pulling;
using MuBench.TestUtils.Http;

namespace MuBench.Tests.Hub;

/// <summary>A repository of a contrastive model, and a hub that serves it.</summary>
internal static class TestModelHub
{
    public const string Repository = "lab/tiny-clip";
    public const string Commit = "89abcdef0123456789abcdef0123456789abcdef";

    public static readonly string[] SmallFiles = ["config.json", "preprocessor_config.json", "tokenizer.json", "empty.txt"];

    public static HubModelName Name { get; } = HubModelName.Parse($"hf:{Repository}@{Commit}");

    /// <summary>The files of the repository.</summary>
    public static Dictionary<string, byte[]> Files() => new()
    {
        ["config.json"] = "{\"model_type\": \"clip\"}"u8.ToArray(),
        ["preprocessor_config.json"] = "{}"u8.ToArray(),
        ["tokenizer.json"] = Encoding.UTF8.GetBytes(new string('t', 2_500)),
        ["onnx/vision_model.onnx"] = Noise(1, 20_500),
        ["onnx/text_model.onnx"] = Noise(2, 33_000),
        ["onnx/text_model.onnx_data"] = Noise(3, 9_000),
        ["onnx/text_model_fp16.onnx"] = Noise(4, 100),
        ["pytorch_model.bin"] = Noise(5, 100),
        ["empty.txt"] = [],
    };

    /// <summary>What <c>model pull</c> chooses of them by itself.</summary>
    public static readonly string[] Chosen =
        ["config.json", "preprocessor_config.json", "tokenizer.json", "onnx/vision_model.onnx", "onnx/text_model.onnx", "onnx/text_model.onnx_data"];

    /// <summary>Starts a hub with the files, which it describes as the Hub does.</summary>
    public static async Task<LoopbackHub> StartAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var hub = await LoopbackHub.StartModelAsync(Repository, Commit, files, SmallFiles);
        hub.Describe = _ => Description(files).ToJsonString();
        return hub;
    }

    /// <summary>The Hub's description of a repository, with the members of its API that are read and some that are not.</summary>
    public static JsonObject Description(IReadOnlyDictionary<string, byte[]> files) => new()
    {
        ["id"] = Repository,
        ["sha"] = Commit,
        ["gated"] = false,
        ["downloads"] = 12,
        ["cardData"] = new JsonObject { ["license"] = "other", ["license_name"] = "lab-terms", ["license_link"] = "LICENSE.md" },
        ["siblings"] = new JsonArray([.. files.Select(file => Sibling(file.Key, file.Value))]),
    };

    /// <summary>The SHA-1 of Git's blob, computed in another way than the product's.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The hash that Git uses.")]
    public static string GitHash(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}"), 0, .. content]));

    private static JsonObject Sibling(string path, byte[] content)
    {
        var sibling = new JsonObject { ["rfilename"] = path, ["size"] = content.Length, ["blobId"] = GitHash(content) };
        if (SmallFiles.Contains(path))
            return sibling;
        sibling["blobId"] = new string('0', 40); // of the pointer
        sibling["lfs"] = new JsonObject { ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)), ["size"] = content.Length, ["pointerSize"] = 130 };
        return sibling;
    }

    private static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
