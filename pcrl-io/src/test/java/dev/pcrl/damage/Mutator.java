package dev.pcrl.damage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages files at random: the same way for the same seed. */
public final class Mutator {
    /** What lengths and sizes are likely not to be prepared for. */
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final String[] NUMBERS = {"0", "-1", "99999", "2147483647", "99999999999999", "1e308", "nan", ""};

    private static final int LONGEST_RANGE = 64;

    private final Random random;
    private final int headerBytes;

    /** @param headerBytes how many bytes at the beginning are damaged half of the time, as they decide the most */
    public Mutator(long seed, int headerBytes) {
        this.random = new Random(seed);
        this.headerBytes = headerBytes;
    }

    /** A copy, damaged in one to three ways. */
    public byte[] damage(byte[] sound) {
        byte[] damaged = sound.clone();
        for (int n = 1 + random.nextInt(3); n > 0 && damaged.length > 0; n--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    /** A copy, one to four bytes of which are changed, each by one bit or in any way. */
    public byte[] flip(byte[] sound) {
        byte[] damaged = sound.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            damaged[place(damaged)] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
        }
        return damaged;
    }

    /** Whether something happens that does so once in so many times. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private byte[] once(byte[] bytes) {
        int at = place(bytes);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_RANGE));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> splice(bytes, at, noise(), at);
            case 2 -> splice(bytes, end, Arrays.copyOfRange(bytes, at, end), end); // twice
            case 3 -> splice(bytes, at, new byte[0], end); // left out
            case 4, 5 -> lie(bytes, at);
            case 6 -> lieInText(bytes, at);
            default -> flip(bytes);
        };
    }

    private int place(byte[] bytes) {
        return random.nextInt(random.nextBoolean() ? Math.min(headerBytes, bytes.length) : bytes.length);
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(LONGEST_RANGE)];
        random.nextBytes(noise);
        return noise;
    }

    /** Bytes up to one place, others, and then those from another place on. */
    private static byte[] splice(byte[] bytes, int upTo, byte[] between, int from) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, upTo);
        all.writeBytes(between);
        all.write(bytes, from, bytes.length - from);
        return all.toByteArray();
    }

    /** An extreme number of one to eight bytes over what is there. */
    private byte[] lie(byte[] bytes, int at) {
        int width = 1 << random.nextInt(4);
        ByteBuffer number =
                ByteBuffer.allocate(8).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        number.putLong(EXTREMES[random.nextInt(EXTREMES.length)]);
        int first = number.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - width;
        byte[] damaged = bytes.clone();
        System.arraycopy(number.array(), first, damaged, at, Math.min(width, bytes.length - at));
        return damaged;
    }

    /** An extreme number in place of the next digits. */
    private byte[] lieInText(byte[] bytes, int at) {
        int start = at;
        while (start < bytes.length && !Character.isDigit(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < bytes.length && Character.isDigit(bytes[end])) {
            end++;
        }
        String number = NUMBERS[random.nextInt(NUMBERS.length)];
        return splice(bytes, start, number.getBytes(StandardCharsets.US_ASCII), end);
    }
}
