using CsCheck;
using MuBench.TestUtils;
using MuBench.TestUtils.Weights;
using MuBench.Weights.Files;

namespace MuBench.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ReferenceFile_HasTensorsOfEveryTypeAndMetadata()
    {
        using var model = WeightModels.Open(WeightSamples.Reference("base.safetensors"));
        Assert.Equal("pt", model.Metadata["format"]);
        Assert.Equal(15, model.Tensors.Select(tensor => tensor.Type).Distinct().Count());
        Assert.Equal([0L, 4L], model.Tensors.Single(tensor => tensor.Name == "empty").Shape);
        Assert.Empty(model.Tensors.Single(tensor => tensor.Name == "logit_scale").Shape);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}   """, 8, null)]
    [InlineData("""{}""", 0, null)]
    [InlineData(""" {}""", 0, "not a JSON object")]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}x""", 8, "not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}""", 7, "needs 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlap or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", 8, "overlap or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "1 bytes follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "outside the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "outside the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "larger than any file")]
    [InlineData("""{"a":{"dtype":"F3","shape":[2],"data_offsets":[0,8]}}""", 8, "dtype 'F3'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"extra":1}}""", 8, "'extra'")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "not text")]
    [InlineData("""{"__metadata__":3}""", 0, "not an object")]
    public void Open_Header_IsReadStrictly(string header, int dataBytes, string? fault)
    {
        var path = WeightSamples.Write(_folder.Path, "x.safetensors", WeightSamples.Safetensors(header, dataBytes));
        if (fault is null)
        {
            WeightModels.Open(path).Dispose();
            return;
        }

        var exception = Assert.Throws<UserException>(() => WeightModels.Open(path));
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 }, "too short")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 0 }, "100 MB")]
    [InlineData(new byte[] { 9, 0, 0, 0, 0, 0, 0, 0, (byte)'{' }, "has only 9")]
    public void Open_WrongLength_SaysSo(byte[] file, string fault)
    {
        var path = WeightSamples.Write(_folder.Path, "x.safetensors", file);
        Assert.Contains(fault, Assert.Throws<UserException>(() => WeightModels.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnyMutation_IsReadOrRefused()
    {
        var original = File.ReadAllBytes(WeightSamples.Reference("clip-hf.safetensors"));
        var headerEnd = 8 + (int)BitConverter.ToInt64(original);
        var change = Gen.Select(Gen.Int[0, headerEnd - 1], Gen.Byte);
        var path = Path.Combine(_folder.Path, "x.safetensors");
        Gen.Select(change.Array[1, 4], Gen.Int[0, original.Length]).Sample(
            (changes, length) =>
            {
                var mutated = original.ToArray();
                foreach (var (position, value) in changes)
                    mutated[position] = value;
                File.WriteAllBytes(path, length % 3 == 0 ? mutated[..length] : mutated);
                OpenOrRefuse(path);
            },
            iter: 2000, threads: 1);
    }

    [Fact]
    public void Open_Shards_AreOneModel()
    {
        using var model = WeightModels.Open(WriteShards());
        Assert.Equal(["a", "b"], model.Tensors.Select(tensor => tensor.Name).Order());
        Assert.Equal(3, model.Files.Count);
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"m-1-of-2.safetensors","c":"m-1-of-2.safetensors"}}""", "'c' is not in m-1-of-2.safetensors")]
    [InlineData("""{"weight_map":{"b":"m-1-of-2.safetensors"}}""", "'a' is in m-1-of-2.safetensors but not in the index")]
    [InlineData("""{"weight_map":{"a":"../m-1-of-2.safetensors"}}""", "not the name of a file beside it")]
    [InlineData("""{"weight_map":{"a":3}}""", "not the name of a file beside it")]
    [InlineData("""{"weight_map":{}}""", "no tensors")]
    [InlineData("""{"weight_map":[]}""", "weight_map")]
    [InlineData("""{"weight_map":""", "not valid JSON")]
    [InlineData("""{"weight_map":{"a":"m-3-of-2.safetensors"}}""", "cannot be read")]
    public void Open_WrongIndex_SaysWhy(string index, string fault)
    {
        var path = WriteShards();
        File.WriteAllText(path, index);
        Assert.Contains(fault, Assert.Throws<UserException>(() => WeightModels.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoWeightFile_NamesWhatIsRead()
    {
        var path = WeightSamples.Write(_folder.Path, "pytorch_model.bin", [1]);
        Assert.Contains("convert them to safetensors", Assert.Throws<UserException>(() => WeightModels.Open(path)).Message, StringComparison.Ordinal);
    }

    private string WriteShards()
    {
        WeightSamples.Write(_folder.Path, "m-1-of-2.safetensors", ("a", [1f, 2f]));
        WeightSamples.Write(_folder.Path, "m-2-of-2.safetensors", ("b", [3f]));
        return WeightSamples.Write(
            _folder.Path, "m.safetensors.index.json", """{"metadata":{"total_size":12},"weight_map":{"a":"m-1-of-2.safetensors","b":"m-2-of-2.safetensors"}}"""u8.ToArray());
    }

    private static void OpenOrRefuse(string path)
    {
        try
        {
            WeightModels.Open(path).Dispose();
        }
        catch (UserException)
        {
        }
    }
}
