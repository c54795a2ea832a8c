using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CsCheck;
using Polytask.Runs;

namespace Polytask.Tests.Runs;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["a.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var shapes = Gen.Int[0, 4].Array[0, 3];
        Gen.Select(shapes, shapes, shapes, shapes, Gen.Float.Array[64], Gen.Int.Array[64], Gen.Long.Array[64], Gen.String).ForAll(
            content =>
            {
                var (f, i, l, b, floats, ints, longs, note) = content;
                note = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(note));
                StoredTensor[] tensors = [Cut("bytes", [.. longs.Select(v => (byte)v)], b), Cut("ключ \"f\"", floats, f), Cut("ints", ints, i), Cut("longs", longs, l)];
                SafeTensors.Write(Path, new Dictionary<string, string> { ["note"] = note }, tensors);
                var (metadata, read) = SafeTensors.Read(Path);
                Assert.Equal(note, metadata["note"]);
                Assert.Equal(4, read.Count);
                foreach (var tensor in tensors)
                {
                    var found = read.Find(tensor.Name)!;
                    Assert.Equal(tensor.ToString(), found.ToString());
                    Assert.Equal(tensor.As<float>(), found.As<float>());
                    Assert.Equal(tensor.As<int>(), found.As<int>());
                    Assert.Equal(tensor.As<long>(), found.As<long>());
                    Assert.Equal(tensor.As<byte>(), found.As<byte>());
                }
            }, iter: 100);
    }

    // The layout of the format's description, byte for byte: length, JSON, numbers in little-endian order.
    [Fact]
    public void ReadsAFileOfAnotherProgram()
    {
        Store("{\"b\":{\"dtype\":\"I32\",\"shape\":[1,2],\"data_offsets\":[4,12]},\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}  ", [0, 0, 128, 63, 1, 0, 0, 0, 0, 1, 0, 0]);
        var (metadata, tensors) = SafeTensors.Read(Path);
        Assert.Empty(metadata);
        Assert.Equal([1f], tensors.Require<float>("a"));
        Assert.Equal([1, 256], tensors.Require<int>("b", 1, 2));
    }

    [Fact]
    public void NumbersLieAtMultiplesOfTheirSize()
    {
        SafeTensors.Write(Path, new Dictionary<string, string>(), [StoredTensor.Of("b", new byte[] { 1, 2, 3 }, 3), StoredTensor.Of("f", new float[1], 1), StoredTensor.Of("l", new long[1], 1)]);
        var bytes = File.ReadAllBytes(Path);
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);
        Assert.Equal(["l", "f", "b"], SafeTensors.Read(Path).Tensors.Select(t => t.Name));
    }

    [Fact]
    public void AFileCutAtAnyByteIsRefused()
    {
        var whole = Small();
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var error = Assert.Throws<CheckpointException>(() => SafeTensors.Read(Path));
            Assert.StartsWith($"{Path}  expected", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("restore it from a copy, or train again.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnyWrongBitIsRefusedInAFileOfOurs()
    {
        var whole = Small();
        var path = _folder["checkpoint"];
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            var bytes = whole.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, bytes);
            Assert.IsType<CheckpointException>(Record.Exception(() => CheckpointFile.Read(path)));
        }
    }

    [Fact]
    public void BytesAddedAtTheEndAreRefused()
    {
        File.WriteAllBytes(Path, [.. Small(), 0]);
        Assert.Contains("bytes of numbers", Assert.Throws<CheckpointException>(() => SafeTensors.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomBytesAreRefused() => Gen.Select(Gen.Long[0, 80], Gen.Byte.Array[0, 80]).ForAll(
        (length, bytes) =>
        {
            var prefix = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(prefix, length);
            File.WriteAllBytes(Path, [.. prefix, .. bytes]);
            Assert.IsType<CheckpointException>(Record.Exception(() => SafeTensors.Read(Path)));
        }, iter: 500);

    [Theory]
    [InlineData("[]", "expected a JSON object as the header, found Array")]
    [InlineData("{\"a\":1}", "expected a header in JSON")]
    [InlineData("{\"a\":{}}", "tensor 'a': expected 'dtype', found none")]
    [InlineData("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "expected numbers of type F32, I32, I64, U8, found F64")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "tensor 'a': expected 12 bytes for F32 [3], found 8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "expected whole numbers of at least 0, found -2")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}", "found 1.5")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,9223372036854775807],\"data_offsets\":[0,8]}}", "expected at most")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "expected where its data begin and end, found [8, 0]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "expected where its data begin and end, found [0]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "tensor 'a': expected its data at byte 0, found 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "expected 4 bytes of numbers, found 8")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "tensor 'b': expected its data at byte 8, found 4")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "expected a header in JSON")]
    [InlineData("{\"__metadata__\":{\"k\":null},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "metadata 'k': expected text, found null")]
    [InlineData("{\"__metadata__\":{\"polytask.sha256\":\"00\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "expected contents with the SHA-256 00, found")]
    [InlineData("{\"\\uD800\":{}}", "expected a header in JSON")]
    public void AHeaderThatCannotBeIsNamed(string header, string expected)
    {
        Store(header, new byte[8]);
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => SafeTensors.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100_000_001)]
    [InlineData(long.MaxValue)]
    public void ALengthThatCannotBeIsRefusedBeforeMemoryIsTaken(long length)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        File.WriteAllBytes(Path, bytes);
        Assert.Contains($"found a length of {length.ToString(CultureInfo.InvariantCulture)}", Assert.Throws<CheckpointException>(() => SafeTensors.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsSaid() =>
        Assert.Equal($"{Path}  cannot be read: it does not exist. Check the path.", Assert.Throws<CheckpointException>(() => SafeTensors.Read(Path)).Message);

    [Fact]
    public void ATensorMustFitItsShape()
    {
        Assert.Throws<ArgumentException>(() => StoredTensor.Of("a", new float[3], 2, 2));
        Assert.Throws<ArgumentException>(() => StoredTensor.Of("a", new double[4], 2, 2));
    }

    [Fact]
    public void ARequiredTensorMustBeThereWithItsTypeAndShape()
    {
        var tensors = new TensorSet([StoredTensor.Of("trunk.weight", new float[6], 2, 3)], "model.safetensors");
        Assert.Equal(6, tensors.Require<float>("trunk.weight", 2, 3).Length);
        string Message(Action require) => Assert.Throws<CheckpointException>(require).Message;
        Assert.StartsWith("model.safetensors  tensor 'trunk.weight': expected F32 [3, 2], found F32 [2, 3].", Message(() => tensors.Require<float>("trunk.weight", 3, 2)), StringComparison.Ordinal);
        Assert.StartsWith("model.safetensors  tensor 'trunk.weight': expected I64 [2, 3], found F32 [2, 3].", Message(() => tensors.Require<long>("trunk.weight", 2, 3)), StringComparison.Ordinal);
        Assert.StartsWith("model.safetensors  tensor 'head': expected F32 [2], found none of this name.", Message(() => tensors.Require<float>("head", 2)), StringComparison.Ordinal);
    }

    private static StoredTensor Cut<T>(string name, T[] values, int[] shape)
        where T : unmanaged => StoredTensor.Of(name, values[..shape.Aggregate(1, (a, b) => a * b)], [.. shape.Select(s => (long)s)]);

    private byte[] Small()
    {
        CheckpointFile.Write(Path, new Checkpoint(new Dictionary<string, string> { ["step"] = "12" }, new TensorSet([StoredTensor.Of("w", new[] { 1f, -2f }, 2), StoredTensor.Of("n", new byte[] { 7 }, 1)])));
        return File.ReadAllBytes(Path);
    }

    private void Store(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(Path, [.. length, .. json, .. data]);
    }
}
